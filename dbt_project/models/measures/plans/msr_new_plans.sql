{{ plans_dated(
    'M11',
    day='plan_started_on',
    left_out="case when plans.is_transferred_in then 'The plan came from another authority' end",
) }}
