{{ listed_waits('M40c', left_out=not_waiting(), numerator='1', denominator='1') }},

in_casework as (

    select
        person_id,
        is_in_ehc_casework,
        is_known_to_education
    from {{ ref('dim_people') }}

),

-- Whoever no education record is linked to may be in casework or not: nobody can tell.
by_casework as (

    select
        records.*,
        case
            when in_casework.is_in_ehc_casework then 'In casework'
            when in_casework.is_known_to_education then 'Not in casework'
            else 'Not linked'
        end as casework
    from records
    left join in_casework on records.person_id = in_casework.person_id

)

select * from by_casework
