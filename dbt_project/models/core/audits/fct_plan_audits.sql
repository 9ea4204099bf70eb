with audits as (

    select * from {{ ref('stg_plan_audits__audits') }}

),

home as (

    select * from {{ ref('dim_home_authority') }}

),

numbered as (

    select
        *,
        row_number() over (partition by audited_on order by audit_id) as place_on_day
    from audits

),

judged as (

    select
        numbered.audited_on || '-' || numbered.place_on_day as plan_audit_id,
        home.local_authority_code,
        numbered.submission_id,
        numbered.received_row_id,
        numbered.audit_type_code,
        numbered.audit_agency_code,
        numbered.overall_audit_grade_code,
        coalesce(numbered.moderated_grade_code, 'none') as moderated_grade_code,
        -- A moderated grade is the last word on an audit, better or worse.
        coalesce(numbered.moderated_grade_code, numbered.overall_audit_grade_code) as counted_grade_code,
        numbered.audited_on,
        numbered.moderated_on,
        numbered.moderated_grade_code is not null as is_moderated
    from numbered
    cross join home

)

select
    *,
    counted_grade_code in ('outstanding', 'good') as is_good_or_better
from judged
