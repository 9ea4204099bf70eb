{#
    NHS providers' lists of the months reported, each line once for its own provider (no authority)
    and once for each authority that the provider serves, under `Total`, where every provider of the
    authority has sent its list: a total with a silent provider would be partial.
#}
{% macro provider_lists(fact, source_name) -%}
    select
        cast(null as varchar) as local_authority_code,
        organisations.label as nhs_organisation,
        lists.*
    from {{ fact }} as lists
    inner join ({{ reported_months() }}) as months on lists.month_starting_on = months.month_starting_on
    inner join {{ ref('nhs_organisations') }} as organisations on lists.nhs_organisation_code = organisations.code
    union all
    select
        serving.local_authority_code,
        'Total' as nhs_organisation,
        lists.*
    from {{ fact }} as lists
    inner join ({{ reported_months() }}) as months on lists.month_starting_on = months.month_starting_on
    inner join {{ ref('local_authority_nhs_organisations') }} as serving
        on lists.nhs_organisation_code = serving.nhs_organisation_code
    inner join {{ ref('fct_provider_months') }} as heard
        on
            serving.local_authority_code = heard.local_authority_code
            and lists.month_starting_on = heard.month_starting_on
            and heard.source = '{{ source_name }}'
            and heard.is_every_provider_heard
{%- endmacro %}

{#
    Every line of the providers' therapy lists as a record of a measure. `left_out` are the branches
    of a case that say why a line does not count.
#}
{% macro listed_waits(id, left_out, numerator, denominator) -%}
with lists as (

    {{ provider_lists(ref('fct_therapy_waits'), 'therapy_waits') }}

),

services as (

    select * from {{ ref('therapy_services') }}

),

stages as (

    select * from {{ ref('wait_stages') }}

),

bands as (

    select * from {{ ref('wait_bands') }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

judged as (

    select
        *,
        case
            {{ left_out | indent(12) }}
        end as left_out_because
    from lists

),

records as (

    select
        {{ considered(id, 'judged', 'wait_id') | indent(8) }},
        {{ counted('judged.left_out_because', numerator, denominator) | indent(8) }},
        'Provider list' as list_source,
        judged.nhs_organisation,
        services.label as therapy_service,
        stages.label as wait_stage,
        coalesce(bands.label, 'Unknown') as wait_band,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major', 'sen_status', 'care_status']) | indent(8) }}
    from judged
    inner join services on judged.therapy_service_code = services.code
    inner join stages on judged.wait_stage_code = stages.code
    left join bands on judged.wait_band_code = bands.code
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)
{%- endmacro %}

{# Why a line of a list is not one of somebody waiting; `known` leaves out unknown starts too. #}
{% macro not_waiting(known=false) -%}
    when not is_on_list and first_contact_on is not null then 'First seen by the end of the month'
    when not is_on_list then 'Taken off the list unseen'
    when {{ 'days_waited is null' if known else 'false' }} then 'Nobody knows when the wait began'
{%- endmacro %}

{% macro not_seen() -%}
    when not is_seen_in_month then 'Not first seen in the month'
    when days_waited is null then 'Nobody knows when the wait began'
{%- endmacro %}

{#
    The cells of the national return for England and for the boards and providers that serve an
    authority we know, for children's therapies and the months reported. Boards are named as boards.
#}
{% macro national_return() -%}
    select
        cast(null as varchar) as local_authority_code,
        waits.month_starting_on,
        waits.community_wait_id,
        cast(null as varchar) as person_id,
        waits.submission_id,
        waits.received_row_id,
        case organisations.level
            when 'ICB' then organisations.label || ' Integrated Care Board'
            else organisations.label
        end as nhs_organisation,
        services.label as therapy_service,
        waits.wait_band_code,
        bands.label as wait_band,
        waits.waiting_count
    from {{ ref('fct_community_waits') }} as waits
    inner join ({{ reported_months() }}) as months on waits.month_starting_on = months.month_starting_on
    inner join {{ ref('nhs_organisations') }} as organisations on waits.area_code = organisations.code
    inner join {{ ref('therapy_services') }} as services on waits.therapy_service_code = services.code
    inner join {{ ref('wait_bands') }} as bands on waits.wait_band_code = bands.code
    where
        organisations.level = 'National'
        or waits.area_code in (
            select nhs_organisation_code from {{ ref('local_authority_nhs_organisations') }}
        )
{%- endmacro %}

{# A cell of the return as a record: an amount of people, of whom nothing else is known. #}
{% macro returned_cells(id, cells, denominator) -%}
    select
        {{ considered(id, 'cells', 'community_wait_id') | indent(8) }},
        -- What a return does not tell is no nought.
        case when cells.left_out_because is null then cast(cells.waiting_count as bigint) end as counted_numerator,
        {{ 'case when cells.left_out_because is null then cast(' ~ denominator ~ ' as bigint) end' if denominator else 'cast(null as bigint)' }} as counted_denominator,
        cells.left_out_because,
        'National return' as list_source,
        cells.nhs_organisation,
        cells.therapy_service,
        'Total' as wait_stage,
        cells.wait_band,
        'Not linked' as age_group,
        'Not linked' as sex,
        'Not linked' as ethnicity_major,
        'Not linked' as sen_status,
        'Not linked' as care_status
    from {{ cells }} as cells
{%- endmacro %}
