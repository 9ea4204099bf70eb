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
    A data test: every group of a joined measure tells how many are linked to nobody, and the groups
    make up the whole: whoever is not found elsewhere is counted, and never as a no.
#}
{% test counts_the_unlinked(model, column, within) %}
    select {{ within | join(', ') }}
    from {{ model }}
    group by {{ within | join(', ') }}
    having
        count(*) filter ({{ column }} = 'not_linked') <> 1
        or sum(numerator) is distinct from any_value(denominator)
{% endtest %}

{#
    A data test: the items of every breakdown add up to the total of their measure and month.
    Statistics that rank, such as the longest wait, are not sums and are left out.
#}
{% test parts_equal_whole(model) %}
    with figures as (

        select * from {{ model }}
        where symbol is distinct from 'x' and measure_id not in ({{ ranked_measures() }})

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
