-- For the publication gate alone: what was promised for the month, for each dataset that shows it.
with shown as (

    select distinct
        dataset,
        measure_id
    from published.shown.figures

),

declared as (

    select * from warehouse.measures.measures_declared

),

reporting_month as (

    select * from warehouse.measures.reporting_month

),

expected as (

    select expected.*
    from warehouse.core.fct_expected_deliveries as expected
    inner join reporting_month on expected.month_starting_on = reporting_month.month_starting_on

)

select distinct
    shown.dataset,
    expected.source,
    expected.supplier_code,
    expected.state_code,
    expected.is_received,
    expected.last_good_month_starting_on
from shown
inner join declared on shown.measure_id = declared.measure_id
inner join expected on declared.source = expected.source
