with episodes as (

    select * from {{ ref('stg_ssda903__episodes_each_month') }}

),

linked as (

    select * from {{ source('linked', 'people') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

told as (

    select
        episodes.*,
        linked.person_id,
        {{ return_tells_from('episodes.received_for_month') }} as told_from_on,
        {{ return_tells_to('episodes.received_for_month', 'episodes.supplier_code') | indent(8) }} as told_to_on,
        -- V3 and V4 are short breaks: the child goes home between them and is not counted as
        -- looked after (DfE, children looked after return, guide on published counts).
        episodes.legal_status_code in ('V3', 'V4') as is_short_break
    from episodes
    left join linked
        on
            {{ is_record_of('linked', 'episodes', 'la_child_id') | indent(12) }}

),

judged as (

    select
        {{ record_named(
            'told.person_id', ['told.episode_started_on'], ['told.received_for_month']
        ) | indent(8) }} as episode_id,
        told.person_id,
        home.local_authority_code,
        told.submission_id,
        told.received_row_id,
        told.received_for_month as return_month_starting_on,
        told.legal_status_code,
        told.looked_after_need_code,
        told.placement_type_code,
        told.episode_started_on,
        told.episode_ended_on,
        told.episode_end_reason_code,
        told.is_short_break,
        -- Looked after on a day: the episode began by then and had not ended; on the day it ends
        -- the child is no longer in it.
        case
            when not told.is_short_break then greatest(told.episode_started_on, told.told_from_on)
        end as looked_after_from_on,
        case
            when not told.is_short_break then least(told.episode_ended_on - 1, told.told_to_on)
        end as looked_after_to_on
    from told
    cross join home

)

select * from judged
