-- An area that a case may be told under, and what it is called in each month: by its own name while
-- it was in use, later by the name of the area it became part of. Before an area was there, nobody
-- can tell which of those that became it a case belonged to.
with recursive localities as (

    select * from {{ ref('localities') }}

),

became as (

    select
        code as locality_code,
        local_authority_code,
        code as later_code,
        label as later_label,
        valid_from_on,
        valid_to_on,
        became_code
    from localities
    union all
    select
        became.locality_code,
        became.local_authority_code,
        localities.code as later_code,
        localities.label as later_label,
        localities.valid_from_on,
        localities.valid_to_on,
        localities.became_code
    from became
    inner join localities
        on
            became.became_code = localities.code
            and became.local_authority_code = localities.local_authority_code

),

months as (

    select * from {{ ref('months') }}

),

named as (

    select
        locality_code,
        local_authority_code,
        later_label as locality_now
    from became
    where valid_to_on is null

),

called as (

    select
        named.locality_code,
        named.local_authority_code,
        months.month_starting_on,
        coalesce(became.later_label, 'Unknown') as locality,
        named.locality_now
    from named
    cross join months
    left join became
        on
            named.locality_code = became.locality_code
            and named.local_authority_code = became.local_authority_code
            and months.month_ending_on >= became.valid_from_on
            and (became.valid_to_on is null or months.month_ending_on <= became.valid_to_on)

)

select * from called
