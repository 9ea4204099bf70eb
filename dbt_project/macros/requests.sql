{#
    The requests of a measure as its records: those with `day` in a month, of which `of` holds.
    `numerator` is what is counted above the line; a plain count has nothing below it.
#}
{% macro requests_of(id, day, of='', numerator='true', is_plain_count=false, left_out='null') -%}
with requests as (

    select * from {{ ref('fct_ehc_requests') }}
    {{ 'where ' ~ of if of }}

),

months as (

    {{ reported_months() }}

),

people as (

    select * from {{ ref('dim_people_by_month') }}

),

localities as (

    select * from {{ ref('dim_locality_months') }}

),

request_sources as (

    select * from {{ ref('request_sources') }}

),

judged as (

    select
        requests.*,
        months.month_starting_on,
        {{ left_out }} as left_out_because
    from requests
    inner join months
        on requests.{{ day }} between months.month_starting_on and months.month_ending_on

),

records as (

    select
        '{{ id }}' as measure_id,
        judged.local_authority_code,
        judged.month_starting_on,
        judged.request_id as record_id,
        judged.person_id,
        judged.submission_id,
        judged.received_row_id,
        cast(judged.left_out_because is null and {{ numerator }} as bigint) as counted_numerator,
        {{ 'cast(null as bigint)' if is_plain_count else 'cast(judged.left_out_because is null as bigint)' }}
            as counted_denominator,
        cast(judged.left_out_because as varchar) as left_out_because,
        coalesce(request_sources.label, 'Unknown') as request_source,
        coalesce(localities.locality, 'Unknown') as locality,
        coalesce(localities.locality_now, 'Unknown') as locality_now,
        {{ of_the_person('people', ['age_group', 'sex', 'ethnicity_major']) | indent(8) }}
    from judged
    left join request_sources on judged.request_source_code = request_sources.code
    left join localities
        on
            judged.local_authority_code = localities.local_authority_code
            and judged.locality_code = localities.locality_code
            and judged.month_starting_on = localities.month_starting_on
    left join people
        on
            judged.person_id = people.person_id
            and judged.month_starting_on = people.month_starting_on

)

select * from records
{%- endmacro %}
