with training as (

    select * from {{ ref('stg_partnership_returns__training') }}

),

agencies as (

    select * from {{ ref('staff_agencies') }}

),

states as (

    select * from {{ ref('fct_partnership_return_states') }}
    where partnership_return_code = 'training'

)

select
    concat_ws(
        ' | ',
        strftime(states.month_starting_on, '%Y-%m'),
        training.training_course,
        training.staff_agency_code
    ) as training_id,
    states.local_authority_code,
    states.month_starting_on,
    training.training_course,
    training.staff_agency_code,
    agencies.label as staff_agency,
    training.is_mandatory_training,
    training.training_due_count,
    training.training_attended_count,
    states.is_told as is_of_a_month_told,
    training.submission_id,
    training.received_row_id
from training
inner join states on training.submission_id = states.submission_id
left join agencies on training.staff_agency_code = agencies.code
