with requests as (

    select * from {{ ref('int_ehc_requests_keyed') }}

),

assessments as (

    select * from {{ ref('stg_sen2__assessments') }}

),

asked as (

    {{ advice_asked_of(['education', 'health', 'psychology', 'care', 'parent']) }}

)

select * from asked
