"""The files that a new measure begins with, and its line in the stack of its subject.

What must stand in the blanks is the measure's to say; `lint` finds those that are left.
"""

import re
from pathlib import Path

from orchestration.contracts.beginnings import BLANK
from orchestration.refusals import Refusal

SQL = """\
-- ____ (One row for each record and month that is considered; what is left out says why.)
with facts as (

    select * from {{ ref('____fact') }}

),

months as (

    {{ reported_months() }}

),

judged as (

    select
        facts.*,
        case when ____condition then '____reason' end as left_out_because
    from facts
    inner join months on facts.month_starting_on = months.month_starting_on

),

records as (

    select
        '____id' as measure_id,
        local_authority_code,
        month_starting_on,
        ____record as record_id,
        cast(null as varchar) as person_id,
        submission_id,
        received_row_id,
        case when left_out_because is null then cast(____above as bigint) else 0 end as counted_numerator,
        case when left_out_because is null then cast(____below as bigint) else 0 end as counted_denominator,
        left_out_because
    from judged

)

select * from records
"""  # noqa: E501
YML = """\
models:
  - name: msr_{name}
    description: "____ (The measure in a sentence.)"
    config:
      meta:
        measure:
          id: ____id
          name: "____"
          numerator: "____"
          denominator: "____"
          left_out: "____"
          dates: "____"
          unit: percent
          better: ____  # higher, lower or none
          decimal_places: 1
          statistic: share
          source: ____source
          basis: "____"
          owner: ____@____
          target: null
          choice: "____ (What the law or the paper leaves open, and what was chosen.)"
          breakdowns: []
    columns:
      - {{name: measure_id, data_type: varchar, description: The measure's number in the catalogue.}}
      - {{name: local_authority_code, data_type: varchar, description: "Three-digit DfE code of the local authority; null for a record that belongs to no single one."}}
      - {{name: month_starting_on, data_type: date, description: First day of the month that the record is considered for.}}
      - {{name: record_id, data_type: varchar, description: "Our lasting identifier of the record in its fact."}}
      - {{name: person_id, data_type: varchar, description: "Our own lasting identifier of a person; random, never made from an identifier."}}
      - {{name: submission_id, data_type: varchar, description: Identifier of the delivery that the row came in (a hash).}}
      - {{name: received_row_id, data_type: varchar, description: "Our pointer to the line; the identifiable store follows it."}}
      - {{name: counted_numerator, data_type: bigint, description: "____"}}
      - {{name: counted_denominator, data_type: bigint, description: "____"}}
      - {{name: left_out_because, data_type: varchar, description: "Why the record counts neither above nor below the line; null where it counts."}}
    data_tests:
      - one_row_per: {{arguments: {{columns: [record_id, month_starting_on]}}}}
"""  # noqa: E501
LINE = re.compile(r"^([ ]*)\{\{ figures\('msr_\w+'\) \}\}$", re.MULTILINE)


def write_measure(project: Path, name: str, subject: str) -> list[Path]:
    """Write the two files, and the line in the stack; raise Refusal for a name that is taken."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name.startswith("msr_"):
        what = "A measure's name is a phrase in small letters, without msr_ before it."
        raise Refusal(name, what, "Write it as plans_issued_within_20_weeks.")
    measures = project / "dbt_project" / "models" / "measures"
    stack = measures / subject / f"figures_of_{subject}.sql"
    if not stack.is_file():
        held = sorted(path.parent.name for path in measures.glob("*/figures_of_*.sql"))
        raise Refusal(subject, "There is no such subject.", f"Name one of: {', '.join(held)}.")
    if list(measures.rglob(f"msr_{name}.*")):
        raise Refusal(name, "There is such a measure already.", "Choose another name.")
    stack.write_text(_with_line(stack.read_text(encoding="utf-8"), name), encoding="utf-8")
    files = {
        measures / subject / f"msr_{name}.sql": SQL,
        measures / subject / f"msr_{name}.yml": YML.format(name=name),
    }
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return [*files, stack]


def _with_line(stack: str, name: str) -> str:
    """The stack with one more measure below its last."""
    *_, last = LINE.finditer(stack)
    indent = last[1]
    line = f"\n{indent}union all\n{indent}{{{{ figures('msr_{name}') }}}}"
    return stack[: last.end()] + line + stack[last.end() :]


def blanks_in_measures(project: Path) -> list[str]:
    """Places in the measures where a blank still stands: file and line."""
    found = []
    for path in sorted((project / "dbt_project" / "models" / "measures").rglob("msr_*")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if BLANK in line:
                found.append(f"{path.relative_to(project)}: line {number}")
    return found
