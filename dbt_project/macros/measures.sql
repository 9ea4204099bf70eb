{#
    The months that figures are made for: the reporting month and the 23 before it.
    Every month is there even when nothing happened in it: nothing is then a nought.
#}
{% macro reported_months() -%}
    select months.*
    from {{ ref('months') }} as months
    cross join {{ source('run', 'reporting_month') }} as run
    where
        months.month_starting_on <= run.month_starting_on
        and months.month_starting_on > run.month_starting_on - interval 24 month
{%- endmacro %}
