with people as (

    select * from {{ ref('dim_people') }}

),

sexes as (

    select * from {{ ref('sexes') }}

),

ethnicities as (

    select
        ethnicities.code,
        ethnicity_groups.label as ethnicity_major
    from {{ ref('ethnicities') }} as ethnicities
    inner join {{ ref('ethnicity_groups') }} as ethnicity_groups
        on ethnicities.main_code = ethnicity_groups.code

),

plans as (

    select * from {{ ref('int_plan_people_by_month') }}

),

at_school as (

    select * from {{ ref('int_school_people_by_month') }}

),

in_care as (

    select * from {{ ref('int_care_people_by_month') }}

),

told_months as (

    select * from {{ source('run', 'told_months') }}

),

labelled as (

    select
        people.person_id,
        people.birth_month_starting_on,
        coalesce(sexes.label, 'Unknown') as sex,
        coalesce(ethnicities.ethnicity_major, 'Unknown') as ethnicity_major
    from people
    left join sexes on people.sex_code = sexes.code
    left join ethnicities on people.ethnicity_code = ethnicities.code

),

aged as (

    select
        labelled.*,
        told_months.month_starting_on,
        {{ age_at_school_year('labelled.birth_month_starting_on', 'told_months.month_starting_on') }} as age
    from labelled
    cross join told_months

)

select
    aged.person_id,
    aged.month_starting_on,
    {{ age_group('aged.age') }} as age_group,
    aged.sex,
    aged.ethnicity_major,
    coalesce(plans.locality, 'Unknown') as locality,
    coalesce(plans.primary_need, 'No EHC plan') as primary_need,
    coalesce(plans.has_ehc_plan, false) as has_ehc_plan,
    coalesce(at_school.sen_provision, 'Not in the school census') as sen_provision,
    coalesce(at_school.setting_sector, 'Not in the school census') as school_sector,
    -- A plan in force counts whatever the census said last.
    case
        when plans.has_ehc_plan then 'EHC plan'
        when at_school.sen_provision like 'Education%' then 'EHC plan'
        when at_school.sen_provision like 'SEN support%' then 'SEN support'
        when at_school.sen_provision like 'No SEN%' then 'No SEN'
        else 'Unknown'
    end as sen_status,
    coalesce(in_care.care_status, 'No open care record') as care_status
from aged
left join plans
    on
        aged.person_id = plans.person_id
        and aged.month_starting_on = plans.month_starting_on
left join at_school
    on
        aged.person_id = at_school.person_id
        and aged.month_starting_on = at_school.month_starting_on
left join in_care
    on
        aged.person_id = in_care.person_id
        and aged.month_starting_on = in_care.month_starting_on
