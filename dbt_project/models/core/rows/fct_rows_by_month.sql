{#-
    How many rows each fact has for each month. A list says who stood on it in a month and is there
    for the months that were sent; what happens is there for every month, also when nothing did.
-#}
{%- set lists = {
    'fct_plans_by_month': 'Plans in force',
    'fct_school_enrolments': 'Pupils on roll at a census',
    'fct_attendance_months': 'Pupils with sessions in a month',
    'fct_therapy_waits': 'Children on therapy lists',
    'fct_neurodevelopmental_waits': 'Children on pathway lists',
    'fct_weekly_pupils': 'Pupils of the weekly return',
    'fct_destinations_by_month': 'Young people followed after school',
    'fct_disability_registrations': 'Children on the register of disabled children',
    'fct_community_waits': 'Cells of the national return on waits',
} -%}
{%- set events = {
    'fct_ehc_requests': ['request_received_on', 'Requests for assessment'],
    'fct_plan_reviews': ['review_met_on', 'Annual reviews'],
    'fct_exclusions': ['excluded_on', 'Exclusions'],
    'fct_appeals': ['appeal_registered_on', 'Appeals'],
    'fct_complaints': ['complaint_received_on', 'Complaints'],
    'fct_family_contacts': ['contact_received_on', 'Contacts with families'],
    'fct_transport_journeys': ['travelled_on', 'Journeys to school'],
} -%}
with months as (

    select * from {{ ref('months') }}

),

counted as (

    {%- for fact, label in lists.items() %}
        select
            '{{ fact }}' as fact_name,
            '{{ label }}' as fact_label,
            true as is_list,
            month_starting_on,
            count(*) as row_count
        from {{ ref(fact) }}
        where month_starting_on is not null
        group by month_starting_on
        union all
    {%- endfor %}
    {%- for fact, (day, label) in events.items() %}
        select
            '{{ fact }}' as fact_name,
            '{{ label }}' as fact_label,
            false as is_list,
            cast(date_trunc('month', {{ day }}) as date) as month_starting_on,
            count(*) as row_count
        from {{ ref(fact) }}
        where {{ day }} is not null
        group by date_trunc('month', {{ day }})
        {%- if not loop.last %}
            union all
        {%- endif %}
    {%- endfor %}

),

spans as (

    select
        fact_name,
        fact_label,
        is_list,
        min(month_starting_on) as first_month,
        max(month_starting_on) as last_month
    from counted
    group by all

),

filled as (

    select
        spans.fact_name,
        spans.fact_label,
        spans.is_list,
        months.month_starting_on,
        coalesce(counted.row_count, 0) as row_count,
        months.month_starting_on = spans.last_month as is_latest
    from spans
    inner join months on months.month_starting_on between spans.first_month and spans.last_month
    left join counted
        on
            spans.fact_name = counted.fact_name
            and months.month_starting_on = counted.month_starting_on
    where counted.row_count is not null or not spans.is_list

),

beside as (

    select
        *,
        count(*) over before as months_before_count,
        cast(round(avg(row_count) over before, 3) as decimal(18, 3)) as mean_before
    from filled
    window before as (
        partition by fact_name
        order by month_starting_on rows between 3 preceding and 1 preceding
    )

)

select
    *,
    coalesce(
        months_before_count = 3
        and abs(row_count - mean_before) >= 20
        and (row_count > 2 * mean_before or 2 * row_count < mean_before),
        false
    ) as is_twice_or_half_of_before
from beside
