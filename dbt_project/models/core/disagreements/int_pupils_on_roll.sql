with pupils as (

    select * from {{ ref('stg_school_census__pupils') }}
    -- A subsidiary registration is counted at the pupil's main school.
    where coalesce(enrolment_status_code, 'C') in ('C', 'M')

),

schools as (

    select * from {{ ref('stg_school_census__headers') }}

),

on_roll as (

    select
        pupils.upn as pupil,
        pupils.submission_id,
        pupils.received_line_number,
        pupils.sen_provision_code,
        pupils.born_on,
        schools.urn
    from pupils
    inner join schools
        on
            pupils.submission_id = schools.submission_id
            and pupils.census_row_id = schools.census_row_id
    where pupils.upn is not null

)

select * from on_roll
