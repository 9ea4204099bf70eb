{# Whether a row of the linked room is the record that a row of staging tells of, by its own word. #}
{% macro is_record_of(linked, told, known_by) -%}
    {{ linked }}.known_by = '{{ known_by }}'
    and {{ linked }}.supplier_code = {{ told }}.supplier_code
    and {{ linked }}.supplier_person_id = {{ told }}.{{ known_by }}
{%- endmacro %}
