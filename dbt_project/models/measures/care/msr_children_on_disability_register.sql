with registrations as (

    select * from {{ ref('fct_disability_registrations') }}

),

months as (

    {{ reported_months() }}

),

disabilities as (

    select * from {{ ref('cin_disabilities') }}

),

scopes as (

    select * from {{ ref('consent_scopes') }}

),

told as (

    select
        registrations.*,
        case
            when not registrations.is_on_register then 'Had left the register, or had not joined it yet'
        end as left_out_because
    from registrations
    inner join months on registrations.month_starting_on = months.month_starting_on

),

records as (

    select
        {{ considered('M52', 'told', 'registration_id') | indent(8) }},
        {{ counted('told.left_out_because', '1', none) | indent(8) }},
        coalesce(disabilities.label, 'Unknown') as disability,
        case when told.has_short_breaks then 'Yes' else 'No' end as short_breaks,
        coalesce(scopes.label, 'Unknown') as consent_scope
    from told
    left join disabilities on told.disability_1_code = disabilities.code
    left join scopes on told.consent_scope_code = scopes.code

)

select * from records
