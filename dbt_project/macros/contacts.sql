{# First day of the financial year, April to March, that a month lies in. #}
{% macro financial_year_of(month) -%}
    make_date(year({{ month }}) - cast(month({{ month }}) < 4 as integer), 4, 1)
{%- endmacro %}

{#
    Families' contacts with one kind of team as records of a measure: those of the month, or those
    since April where `in_year` is true.
#}
{% macro family_contacts(id, kind, in_year=false) -%}
    {%- set first_month = financial_year_of('months.month_starting_on') if in_year else 'months.month_starting_on' -%}
with contacts as (

    select * from {{ ref('fct_family_contacts') }}
    where contact_team_kind = '{{ kind }}'

),

teams as (

    select * from {{ ref('contact_teams') }}

),

months as (

    {{ reported_months() }}

),

records as (

    select
        '{{ id }}' as measure_id,
        contacts.local_authority_code,
        months.month_starting_on,
        contacts.contact_id as record_id,
        cast(null as varchar) as person_id,
        contacts.submission_id,
        contacts.received_row_id,
        cast(contacts.is_of_a_month_told as bigint) as counted_numerator,
        cast(null as bigint) as counted_denominator,
        case
            when not contacts.is_of_a_month_told
                then 'The team says that its month is still to come or was never collected'
        end as left_out_because,
        teams.label as contact_team
    from contacts
    inner join months
        on
            contacts.month_starting_on <= months.month_starting_on
            and contacts.month_starting_on >= {{ first_month }}
    inner join teams on contacts.contact_team_code = teams.code

)

select * from records
{%- endmacro %}
