{#
    Our lasting name of a record: its person and what else tells it from that person's others. A
    record of nobody we know is named by where it was received, and a second one of the same name
    is numbered.
#}
{% macro record_named(person, parts, within=[]) -%}
    {%- set name = ([person] + parts) | join(" || '-' || ") -%}
    {%- set turn -%}
    row_number() over (
        partition by {{ ([person] + parts + within) | join(', ') }}
        order by submission_id, received_row_id
    )
    {%- endset -%}
    case
        when {{ person }} is null then received_row_id
        when {{ turn }} > 1 then {{ name }} || '-' || {{ turn }}
        else {{ name }}
    end
{%- endmacro %}

{# The first columns of a measure's records: what is considered, of whom, and where it was received. #}
{% macro considered(id, rows, record_id) -%}
    '{{ id }}' as measure_id,
    {{ rows }}.local_authority_code,
    {{ rows }}.month_starting_on,
    {{ rows }}.{{ record_id }} as record_id,
    {{ rows }}.person_id,
    {{ rows }}.submission_id,
    {{ rows }}.received_row_id
{%- endmacro %}

{# What a record counts above and below the line: nothing where it is left out. #}
{% macro counted(left_out_because, numerator, denominator) -%}
    case when {{ left_out_because }} is null then cast({{ numerator }} as bigint) else 0 end as counted_numerator,
    {{ 'cast(null as bigint)' if not denominator else
        'case when ' ~ left_out_because ~ ' is null then cast(' ~ denominator ~ ' as bigint) else 0 end'
    }} as counted_denominator,
    {{ left_out_because }} as left_out_because
{%- endmacro %}
