with people as (

    select * from {{ ref('stg_sen2__people') }}

),

requests as (

    select * from {{ ref('stg_sen2__requests') }}

),

active_plans as (

    select * from {{ ref('stg_sen2__active_plans') }}

),

placements as (

    select * from {{ ref('stg_sen2__placements') }}
    where placement_rank = 1 and placement_left_on is null

),

holders as (

    select
        people.upn as pupil,
        people.submission_id,
        people.received_line_number,
        placements.urn as placed_urn
    from active_plans
    inner join requests
        on
            active_plans.submission_id = requests.submission_id
            and active_plans.request_row_id = requests.request_row_id
    inner join people
        on
            requests.submission_id = people.submission_id
            and requests.person_row_id = people.person_row_id
    left join placements
        on
            active_plans.submission_id = placements.submission_id
            and active_plans.active_plan_row_id = placements.active_plan_row_id
    where people.upn is not null

)

select * from holders
