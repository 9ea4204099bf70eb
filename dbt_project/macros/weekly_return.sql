{#
    One record of a measure per pupil and week of the return, in the month of the week's Friday.
    `considered` picks the rows. Where `silent` is true, a setting that sent nothing for a week is a
    record too, left out: silence is not a nought.
#}
{% macro weekly_pupils(id, numerator, denominator, considered='true', silent=false) -%}
with pupils as (

    select * from {{ ref('fct_weekly_pupils') }}
    where {{ considered }}

),

ratings as (

    select * from {{ ref('risk_ratings') }}

),

{% if silent -%}
settings as (

    select * from {{ ref('fct_weekly_settings') }}
    where returned_pupil_count = 0 and silent_because is not null

),

{% endif -%}
months as (

    {{ reported_months() }}

),

judged as (

    select
        pupils.*,
        coalesce(ratings.label, 'No form received') as risk_rating,
        case
            when pupils.not_counted_because is not null then pupils.not_counted_because
            when pupils.is_year_11_leaver then 'The pupil left at the end of year 11'
        end as left_out_because
    from pupils
    left join ratings on pupils.risk_rating_code = ratings.code

),

considered as (

    select
        judged.local_authority_code,
        judged.month_starting_on,
        judged.weekly_pupil_id as record_id,
        judged.person_id,
        judged.submission_id,
        judged.received_row_id,
        {{ numerator }} as amount_above,
        {{ denominator }} as amount_below,
        judged.left_out_because,
        judged.week_ending_on,
        judged.setting_sector,
        judged.risk_rating
    from judged
    {%- if silent %}
    union all
    select
        settings.local_authority_code,
        settings.month_starting_on,
        settings.weekly_setting_id as record_id,
        null as person_id,
        settings.submission_id,
        settings.received_row_id,
        0 as amount_above,
        0 as amount_below,
        settings.silent_because as left_out_because,
        settings.week_ending_on,
        settings.setting_sector,
        'No form received' as risk_rating
    from settings
    {%- endif %}

),

records as (

    select
        '{{ id }}' as measure_id,
        considered.local_authority_code,
        considered.month_starting_on,
        considered.record_id,
        considered.person_id,
        considered.submission_id,
        considered.received_row_id,
        case when considered.left_out_because is null then cast(considered.amount_above as bigint) else 0 end as counted_numerator,
        case
            when considered.left_out_because is null then cast(considered.amount_below as bigint)
            else {{ 'null' if denominator == 'null' else '0' }}
        end as counted_denominator,
        considered.left_out_because,
        cast(considered.week_ending_on as varchar) as week_ending,
        considered.setting_sector,
        considered.risk_rating
    from considered
    inner join months on considered.month_starting_on = months.month_starting_on

)

select * from records
{%- endmacro %}
