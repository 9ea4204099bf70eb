{#
    The exclusions of a month in one category, over the pupils on roll of the latest January census
    known by then: each exclusion is a record above the line, each pupil on roll one below it.
#}
{% macro exclusions_of(id, category) -%}
with exclusions as (

    select * from {{ ref('fct_exclusions') }}
    where exclusion_category_code = '{{ category }}'

),

enrolments as (

    select * from {{ ref('fct_school_enrolments') }}
    where census_term_code = 'SPR'

),

months as (

    {{ reported_months() }}

),

latest_januaries as (

    select
        months.month_starting_on,
        max(enrolments.month_starting_on) as census_month_starting_on
    from months
    inner join enrolments on months.month_starting_on >= enrolments.month_starting_on
    group by months.month_starting_on

),

above as (

    select
        exclusions.local_authority_code,
        months.month_starting_on,
        exclusions.exclusion_id as record_id,
        exclusions.person_id,
        exclusions.submission_id,
        exclusions.received_row_id,
        cast(1 as bigint) as amount_above,
        cast(0 as bigint) as amount_below,
        case
            when not exclusions.is_exclusion_standing
                then 'The exclusion was withdrawn, quashed or ended by reinstatement'
        end as left_out_because,
        exclusions.sen_provision,
        exclusions.setting_sector
    from exclusions
    inner join months
        on exclusions.excluded_on between months.month_starting_on and months.month_ending_on

),

below as (

    select
        enrolments.local_authority_code,
        latest_januaries.month_starting_on,
        enrolments.enrolment_id as record_id,
        enrolments.person_id,
        enrolments.submission_id,
        enrolments.received_row_id,
        cast(0 as bigint) as amount_above,
        cast(1 as bigint) as amount_below,
        case
            when not enrolments.is_counted_on_roll then 'The pupil is counted at their main school'
        end as left_out_because,
        enrolments.sen_provision,
        enrolments.setting_sector
    from enrolments
    inner join latest_januaries on enrolments.month_starting_on = latest_januaries.census_month_starting_on

),

considered as (

    select * from above
    union all
    select * from below

),

records as (

    select
        '{{ id }}' as measure_id,
        local_authority_code,
        month_starting_on,
        record_id,
        person_id,
        submission_id,
        received_row_id,
        case when left_out_because is null then amount_above else 0 end as counted_numerator,
        case when left_out_because is null then amount_below else 0 end as counted_denominator,
        left_out_because,
        sen_provision,
        setting_sector
    from considered

)

select * from records
{%- endmacro %}
