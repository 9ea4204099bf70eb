{# A data test: the columns together name one row. #}
{% test one_row_per(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}

{#
    A data test: whoever nobody is linked to is an item of every breakdown by what other sources know
    of people, and never a no; the parts then make up the whole (`parts_equal_whole`).
#}
{% test counts_the_unlinked(model, columns) %}
    {%- set wrong = [] -%}
    {%- for column in columns -%}
        {%- do wrong.append(column ~ ' is null') -%}
        {%- do wrong.append("(person_id is null and " ~ column ~ " <> 'Not linked')") -%}
    {%- endfor %}
    select
        record_id,
        {{ columns | join(', ') }}
    from {{ model }}
    where {{ wrong | join(' or ') }}
{% endtest %}

{#
    A data test: the items of every breakdown add up to the total of their measure and month.
    Statistics that rank, such as the longest wait, are not sums and are left out.
#}
{% test parts_equal_whole(model) %}
    with figures as (

        select * from {{ model }}
        where
            symbol is distinct from 'x'
            and measure_id not in ({{ ranked_measures() }})
            and measure_id || ' ' || breakdown not in ({{ added_up_breakdowns() }})

    ),

    wholes as (

        select * from figures
        where breakdown = 'total'

    )

    select
        figures.measure_id,
        figures.local_authority_code,
        figures.month_starting_on,
        figures.breakdown
    from figures
    inner join wholes
        on
            figures.measure_id = wholes.measure_id
            and figures.local_authority_code is not distinct from wholes.local_authority_code
            and figures.month_starting_on = wholes.month_starting_on
    where figures.breakdown <> 'total'
    group by all
    having sum(figures.numerator) <> any_value(wholes.numerator)
{% endtest %}
