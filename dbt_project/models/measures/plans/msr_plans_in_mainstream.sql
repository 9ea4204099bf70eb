{{ plans_in_force(
    'M14',
    numerator='judged.is_in_mainstream',
    left_out="case when not plans.is_placement_known then 'The placement is not known' end",
) }}
