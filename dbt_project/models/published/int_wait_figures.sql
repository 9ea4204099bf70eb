with told as (

    select
        measure_id,
        local_authority_code,
        month_starting_on,
        string_split(item, ' | ') as items,
        numerator,
        denominator
    from {{ ref('figures_of_waits') }}
    where breakdown like 'list_source | nhs_organisation | therapy_service | wait_stage%'

),

stacked as (

    select
        measure_id,
        local_authority_code,
        month_starting_on,
        items[1] as list_source,
        items[2] as nhs_organisation,
        items[3] as therapy_service,
        items[4] as wait_stage,
        items[5] as wait_band,
        numerator,
        denominator
    from told

),

waits as (

    select
        local_authority_code,
        month_starting_on,
        list_source,
        nhs_organisation,
        therapy_service,
        wait_stage,
        max(numerator) filter (measure_id = 'M40') as waiting,
        max(numerator) filter (measure_id = 'M41') as waiting_days,
        max(denominator) filter (measure_id = 'M41') as waiting_known,
        max(numerator) filter (measure_id = 'M42') as seen_days,
        max(denominator) filter (measure_id = 'M42') as seen_known,
        max(numerator) filter (measure_id = 'M43') as longest_days,
        max(numerator) filter (measure_id = 'M43b') as days_95th
    from stacked
    where measure_id <> 'M44'
    group by all

),

bands as (

    select
        local_authority_code,
        month_starting_on,
        list_source,
        nhs_organisation,
        therapy_service,
        wait_stage,
        max(denominator) as known,
        max(numerator) filter (wait_band = '0 to 1 week') as weeks_0_to_1,
        max(numerator) filter (wait_band = 'Over 1 to 2 weeks') as weeks_1_to_2,
        max(numerator) filter (wait_band = 'Over 2 to 4 weeks') as weeks_2_to_4,
        max(numerator) filter (wait_band = 'Over 4 to 12 weeks') as weeks_4_to_12,
        max(numerator) filter (wait_band = 'Over 12 to 18 weeks') as weeks_12_to_18,
        max(numerator) filter (wait_band = 'Over 18 to 52 weeks') as weeks_18_to_52,
        max(numerator) filter (wait_band = 'Over 52 weeks') as weeks_over_52,
        max(numerator) filter (wait_band = 'Over 18 weeks') as weeks_over_18
    from stacked
    where measure_id = 'M44'
    group by all

),

figures as (

    select
        waits.*,
        bands.known,
        bands.weeks_0_to_1,
        bands.weeks_1_to_2,
        bands.weeks_2_to_4,
        bands.weeks_4_to_12,
        bands.weeks_12_to_18,
        bands.weeks_18_to_52,
        bands.weeks_over_52,
        bands.weeks_over_18
    from waits
    left join bands
        on
            waits.local_authority_code is not distinct from bands.local_authority_code
            and waits.month_starting_on = bands.month_starting_on
            and waits.list_source = bands.list_source
            and waits.nhs_organisation = bands.nhs_organisation
            and waits.therapy_service = bands.therapy_service
            and waits.wait_stage = bands.wait_stage

)

select * from figures
