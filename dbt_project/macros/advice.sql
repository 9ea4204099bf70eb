{#
    The advice that was asked for with an assessment, one row for each who was asked: `giver` is the
    code list's word for them and the beginning of the two columns of staging that tell of them.
#}
{% macro advice_asked_of(givers) -%}
    {%- for giver in givers %}
    select
        requests.request_id,
        requests.person_id,
        requests.local_authority_code,
        assessments.submission_id,
        assessments.received_row_id,
        requests.request_received_on,
        '{{ giver }}' as advice_giver_code,
        assessments.{{ giver }}_advice_requested_on as advice_requested_on,
        assessments.{{ giver }}_advice_received_on as advice_received_on,
        assessments.assessment_outcome_code,
        assessments.assessment_concluded_on
    from assessments
    inner join requests
        on
            assessments.submission_id = requests.submission_id
            and assessments.request_row_id = requests.request_row_id
    where assessments.{{ giver }}_advice_requested_on is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
