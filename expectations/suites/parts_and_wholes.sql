-- For the publication gate alone: each total that is shown, beside its parts added up.
with shown as (

    select
        *,
        try_cast(numerator as bigint) as shown_count
    from published.shown.figures

),

counted as (

    select * from warehouse.measures.measures

),

declared as (

    select * from warehouse.measures.measures_declared
    where is_added_up

),

beside as (

    select
        shown.dataset,
        shown.measure_id,
        shown.local_authority_code,
        shown.month_starting_on,
        shown.breakdown,
        shown.numerator is not null as is_count_shown,
        shown.value = 'x' as is_partial,
        shown.shown_count,
        counted.numerator as counted
    from shown
    inner join counted
        on
            shown.measure_id = counted.measure_id
            and shown.local_authority_code is not distinct from counted.local_authority_code
            and shown.month_starting_on = counted.month_starting_on
            and shown.breakdown = counted.breakdown
            and shown.item = counted.item
    inner join declared
        on
            shown.measure_id = declared.measure_id
            and (
                declared.added_up_column is null
                or not list_contains(string_split(shown.breakdown, ' | '), declared.added_up_column)
            )

),

policies as (

    -- A measure of which any count is shown otherwise than counted is rounded.
    select
        dataset,
        measure_id,
        bool_or(coalesce(shown_count <> counted, false)) as is_rounded
    from beside
    group by all

),

wholes as (

    select * from beside
    where breakdown = 'total' and not is_partial

),

parts as (

    select
        dataset,
        measure_id,
        local_authority_code,
        month_starting_on,
        breakdown,
        count(*) as parts_count,
        count(*) filter (is_count_shown and shown_count is null) as hidden_count,
        sum(counted) as counted_parts,
        sum(shown_count) as shown_parts
    from beside
    where breakdown <> 'total'
    group by all

)

select
    parts.*,
    wholes.counted as counted_whole,
    wholes.shown_count as shown_whole,
    -- Each number rounded to the nearest 5 is at most 2 away from what was counted.
    case when policies.is_rounded then 2 * (parts.parts_count + 1) else 0 end as rounding_allows
from parts
inner join wholes
    on
        parts.dataset = wholes.dataset
        and parts.measure_id = wholes.measure_id
        and parts.local_authority_code is not distinct from wholes.local_authority_code
        and parts.month_starting_on = wholes.month_starting_on
inner join policies
    on
        parts.dataset = policies.dataset
        and parts.measure_id = policies.measure_id
