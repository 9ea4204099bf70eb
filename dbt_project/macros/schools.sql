{# Schools and their pupils, as the labels that figures are broken down by. #}

{#
    Provision for special educational needs in DfE's harmonised names. A statement became a plan, and
    school action became support, when the Children and Families Act 2014 came into force.
#}
{% macro sen_provision_labels() -%}
    [
        'Education, health and care plan',
        'SEN support / SEN without an EHC plan',
        'No SEN provision'
    ]
{%- endmacro %}

{% macro sen_provision(code) -%}
    case
        when {{ code }} in ('E', 'S') then 'Education, health and care plan'
        when {{ code }} in ('K', 'A', 'P') then 'SEN support / SEN without an EHC plan'
        when {{ code }} = 'N' then 'No SEN provision'
        else 'Unknown'
    end
{%- endmacro %}

{#
    A share so high, in hundredths, of a pupil's own possible sessions was missed; the share itself
    is high enough. DfE: 10 in a hundred is persistent absence, 50 severe. Never so where no session
    was possible.
#}
{% macro is_absent_for(absent, possible, hundredths) -%}
    ({{ possible }} > 0 and 100 * {{ absent }} >= {{ hundredths }} * {{ possible }})
{%- endmacro %}

{#
    A pupil of an unlinked number has an identifier of the month only: their place among the
    unlinked. Linked pupils are known by our own identifier.
#}
{% macro pupil_of_the_month(person_id, upn, month) -%}
    coalesce(
        {{ person_id }},
        'unlinked ' || dense_rank() over (partition by {{ month }}, {{ person_id }} is null order by {{ upn }})
    )
{%- endmacro %}

{#
    The number of a setting on our list. One that is not there is known within the month only, by
    its place among such: what a sender typed is not carried on.
#}
{% macro setting_of_the_month(setting_id, told_urn, month) -%}
    coalesce(
        {{ setting_id }},
        'unlisted ' || dense_rank() over (partition by {{ month }}, {{ setting_id }} is null order by {{ told_urn }})
    )
{%- endmacro %}
