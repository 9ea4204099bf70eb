{# Every measure as its YAML declares it, one select each; none while dbt only parses. #}
{% macro measures_as_rows() -%}
    {%- set told = [] -%}
    {%- for node in (graph.nodes.values() if execute else []) if node.name.startswith('msr_') -%}
        {%- do told.append(node.config.meta.get('measure', {})) -%}
    {%- endfor -%}
    {%- for one in told | sort(attribute='id') %}
    select
        '{{ one.id }}' as measure_id,
        '{{ one.name | replace("'", "''") }}' as measure_name,
        '{{ one.statistic }}' as statistic,
        '{{ one.unit }}' as unit,
        '{{ one.source }}' as source,
        cast({{ "'" ~ one.adds_up ~ "'" if one.adds_up else 'null' }} as varchar) as added_up_column,
        {{ 'true' if one.counts_events else 'false' }} as counts_events
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        '' as measure_id,
        '' as measure_name,
        '' as statistic,
        '' as unit,
        '' as source,
        cast(null as varchar) as added_up_column,
        false as counts_events
    where false
    {%- endfor %}
{%- endmacro %}
