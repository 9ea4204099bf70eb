{# What a figure of waiting is about, in order; the first two are not breakdowns. #}
{% macro wait_group() -%}
    local_authority_code,
    month_starting_on,
    list_source,
    nhs_organisation,
    therapy_service,
    wait_stage
{%- endmacro %}

{# Provider lists, in the groups they count towards, for the months reported. #}
{% macro grouped_waits() -%}
    select waits.*
    from {{ ref('fct_therapy_waits_grouped') }} as waits
    inner join ({{ reported_months() }}) as months using (month_starting_on)
{%- endmacro %}

{#
    The national return's cells for England and for the boards and providers that serve an authority
    we know, for children's therapies and the months reported. Boards are named as boards.
#}
{% macro national_return() -%}
    select
        cast(null as varchar) as local_authority_code,
        waits.month_starting_on,
        'National return' as list_source,
        case organisations.level
            when 'ICB' then organisations.label || ' Integrated Care Board'
            else organisations.label
        end as nhs_organisation,
        services.label as therapy_service,
        'Total' as wait_stage,
        waits.wait_band_code,
        waits.waiting_count
    from {{ ref('fct_community_waits') }} as waits
    inner join ({{ reported_months() }}) as months using (month_starting_on)
    inner join {{ ref('nhs_organisations') }} as organisations on waits.area_code = organisations.code
    inner join {{ ref('therapy_services') }} as services on waits.therapy_service_code = services.code
    where
        organisations.level = 'National'
        or waits.area_code in (
            select nhs_organisation_code from {{ ref('local_authority_nhs_organisations') }}
        )
{%- endmacro %}

{# The mean of days waited, in weeks, over those for whom a flag is true. #}
{% macro mean_wait(id, flag) -%}
with waits as (

    {{ grouped_waits() }}

),

counted as (

    select
        {{ wait_group() }},
        coalesce(sum(days_waited) filter ({{ flag }}), 0) as days,
        count(days_waited) filter ({{ flag }}) as known_count
    from waits
    group by all

),

figures as (

    select
        '{{ id }}' as measure_id,
        {{ wait_group() }},
        days as numerator,
        known_count as denominator,
        cast({{ share_half_up('days', '(7 * known_count)', 1, 6) }} as decimal(18, 6)) as value
    from counted

)

select * from figures
{%- endmacro %}

{# A figure of those still waiting; it does not apply to completed waits. #}
{% macro of_those_waiting(figure) -%}
    case when filled.is_waiting then {{ figure }} else 'z' end
{%- endmacro %}
