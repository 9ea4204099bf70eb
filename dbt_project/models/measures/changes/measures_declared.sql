{#- What each measure's YAML says of it, as rows: the gates ask what may be added up and compared. -#}
with declared as (

    {{ measures_as_rows() | indent(4) }}

)

select
    measure_id,
    measure_name,
    statistic,
    unit,
    source,
    added_up_column,
    statistic in ('share', 'distribution') and not counts_events as is_part_of_a_whole,
    statistic in ('count', 'share', 'distribution', 'mean', 'mean_weeks', 'change') as is_added_up
from declared
