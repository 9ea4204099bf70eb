with shown as (

    select * from {{ ref('int_wait_rows_shown') }}

),

figures as (

    select * from {{ ref('int_wait_figures') }}

),

authorities as (

    select * from {{ ref('local_authorities') }}

),

months as (

    select * from {{ ref('months') }}

),

filled as (

    select
        shown.*,
        shown.wait_basis = 'Incomplete' as is_waiting,
        -- NHS England has published its return already: nothing of it is ours to hide.
        shown.list_source = 'National return' as is_already_public,
        figures.* exclude (
            local_authority_code, month_starting_on, list_source, nhs_organisation, therapy_service, wait_stage
        )
    from shown
    left join figures
        on
            -- An organisation's own figures carry no authority; only a total does.
            case when shown.nhs_organisation = 'Total' then shown.local_authority_code end
            is not distinct from figures.local_authority_code
            and shown.month_starting_on = figures.month_starting_on
            and shown.list_source = figures.list_source
            and shown.nhs_organisation = figures.nhs_organisation
            and shown.therapy_service = figures.therapy_service
            and shown.wait_stage = figures.wait_stage

),

published as (

    select
        cast(months.calendar_year as varchar) as time_period,
        months.month_name as time_identifier,
        case when authorities.code is null then 'National' else 'Local authority' end as geographic_level,
        'E92000001' as country_code,
        'England' as country_name,
        authorities.region_ons_code as region_code,
        authorities.region_label as region_name,
        authorities.code as old_la_code,
        authorities.ons_code as new_la_code,
        authorities.label as la_name,
        filled.list_source,
        filled.nhs_organisation,
        filled.therapy_service,
        filled.wait_stage,
        filled.wait_basis,
        case
            when filled.is_waiting then {{ published_count('filled.waiting') }}
            else {{ published_count('filled.seen_known') }}
        end as people_count,
        case
            when filled.is_waiting
                then {{ published_weeks('filled.waiting_days', 'filled.waiting_known', '(7 * filled.waiting_known)', 1) }} -- noqa: LT05
            else {{ published_weeks('filled.seen_days', 'filled.seen_known', '(7 * filled.seen_known)', 1) }}
        end as mean_weeks,
        {{ of_those_waiting(
            published_weeks('(7 * (filled.longest_days // 7))', 'filled.waiting_known', '7', 0)
        ) }} as longest_weeks,
        {{ of_those_waiting(
            published_weeks('filled.days_95th', 'filled.waiting_known', '7', 1, at_least=20)
        ) }} as percentile_95_weeks,
        {{ of_those_waiting(published_count('filled.known')) }} as wait_known_count,
        {{ of_those_waiting(published_count('filled.weeks_0_to_1')) }} as weeks_0_to_1_count,
        {{ of_those_waiting(published_count('filled.weeks_1_to_2')) }} as weeks_1_to_2_count,
        {{ of_those_waiting(published_count('filled.weeks_2_to_4')) }} as weeks_2_to_4_count,
        {{ of_those_waiting(published_count('filled.weeks_4_to_12')) }} as weeks_4_to_12_count,
        {{ of_those_waiting(published_count('filled.weeks_12_to_18')) }} as weeks_12_to_18_count,
        {{ of_those_waiting(published_count('filled.weeks_18_to_52')) }} as weeks_18_to_52_count,
        {{ of_those_waiting(published_count('filled.weeks_over_52')) }} as weeks_over_52_count,
        {{ of_those_waiting(published_percent('filled.weeks_over_18', 'filled.known')) }} as weeks_over_18_percent,
        {{ of_those_waiting(published_percent('filled.weeks_over_52', 'filled.known')) }} as weeks_over_52_percent
    from filled
    left join authorities on filled.local_authority_code = authorities.code
    inner join months on filled.month_starting_on = months.month_starting_on
    order by
        authorities.code asc nulls first,
        months.month_starting_on asc,
        filled.list_source asc,
        filled.nhs_organisation asc,
        filled.therapy_service asc,
        filled.wait_stage asc,
        filled.wait_basis asc

)

select * from published
