-- For the gate alone: the latest whole year of ours that the department has published by now.
with ours as (

    select
        local_authority_code,
        max(calendar_year) as calendar_year
    from warehouse.core.fct_annual_timeliness
    cross join warehouse.measures.reporting_month
    where
        is_whole_year
        -- A calendar year is published in June of the next.
        and make_date(cast(calendar_year as int) + 1, 7, 1) <= month_starting_on
    group by all

)

select
    ours.*,
    published.calendar_year is not null as is_published
from ours
left join warehouse.core.fct_published_timeliness as published
    on
        ours.local_authority_code = published.local_authority_code
        and ours.calendar_year = published.calendar_year
