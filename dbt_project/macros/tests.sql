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
