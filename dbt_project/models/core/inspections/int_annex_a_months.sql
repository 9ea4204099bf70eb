-- The months at whose end the two lists can be told: those of the last year that an export of plans
-- was received for, each with the last school census that was known by then.
with exports as (

    select
        local_authority_code,
        month_starting_on,
        last_day(month_starting_on) as month_ending_on
    from {{ ref('fct_deliveries') }}
    where source = 'sen2'
    qualify month_starting_on > max(month_starting_on) over (partition by local_authority_code) - interval 13 month

),

censuses as (

    select distinct
        local_authority_code,
        month_starting_on
    from {{ ref('fct_school_enrolments') }}

)

select
    exports.local_authority_code,
    exports.month_starting_on,
    exports.month_ending_on,
    max(censuses.month_starting_on) as census_month_starting_on
from exports
left join censuses
    on
        exports.local_authority_code = censuses.local_authority_code
        and exports.month_starting_on >= censuses.month_starting_on
group by all
