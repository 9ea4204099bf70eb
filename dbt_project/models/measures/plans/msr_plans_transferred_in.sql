{{ plans_in_force(
    'M11b',
    is_plain_count=true,
    of='is_transferred_in and (is_first_told or is_of_first_export)',
    left_out="case when plans.is_of_first_export then 'No earlier export tells whether the plan is new here' end",
) }}
