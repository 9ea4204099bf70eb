select month_starting_on from {{ source('run', 'reporting_month') }}
