with waits as (

    select waits.*
    from {{ ref('fct_therapy_waits') }} as waits
    inner join ({{ reported_months() }}) as months using (month_starting_on)
    where waits.is_on_list

),

people as (

    select * from {{ ref('dim_people') }}

),

organisations as (

    select * from {{ ref('nhs_organisations') }}

),

services as (

    select * from {{ ref('therapy_services') }}

),

situations as (

    select unnest(['in_casework', 'not_in_casework', 'not_linked']) as casework

),

-- Whoever no education record is linked to may be in casework or not: nobody can tell.
judged as (

    select
        waits.month_starting_on,
        organisations.label as nhs_organisation,
        services.label as therapy_service,
        case
            when people.is_in_ehc_casework then 'in_casework'
            when people.is_known_to_education then 'not_in_casework'
            else 'not_linked'
        end as casework
    from waits
    inner join organisations on waits.nhs_organisation_code = organisations.code
    inner join services on waits.therapy_service_code = services.code
    left join people on waits.person_id = people.person_id

),

counted as (

    select
        judged.month_starting_on,
        judged.nhs_organisation,
        judged.therapy_service,
        situations.casework,
        count(*) filter (judged.casework = situations.casework) as group_count,
        count(*) as waiting_count
    from judged
    cross join situations
    group by all

),

figures as (

    select
        'M40c' as measure_id,
        cast(null as varchar) as local_authority_code,
        month_starting_on,
        nhs_organisation,
        therapy_service,
        casework,
        {{ ratio('group_count', 'waiting_count', 100) }}
    from counted

)

select * from figures
