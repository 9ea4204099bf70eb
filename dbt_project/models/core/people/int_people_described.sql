{#- What each system tells of a person, the most trusted first: the case system, the schools, then
    the indexes of health and care. -#}
{%- set systems = [
    ('stg_sen2__people', 'case_system_person_id', 'ethnicity_code'),
    ('stg_school_census__pupils', 'upn', 'ethnicity_code'),
    ('stg_patient_index__patients', 'patient_pseudonym', none),
    ('stg_care_index__children', 'la_child_id', none),
] -%}
with linked as (

    select * from {{ source('linked', 'people') }}

),

described as (

    {% for model, known_by, ethnicity in systems %}
    select
        linked.person_id,
        {{ loop.index }} as trust_rank,
        cast(date_trunc('month', told.born_on) as date) as birth_month_starting_on,
        told.sex_code,
        {{ 'told.' ~ ethnicity if ethnicity else 'cast(null as varchar)' }} as ethnicity_code
    from {{ ref(model) }} as told
    inner join linked
        on
            {{ is_record_of('linked', 'told', known_by) | indent(12) }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from described
