"""A small made-up staging to follow columns through, for the tests of lineage."""

from collections.abc import Mapping
from typing import Any

from orchestration.contracts.columns import Word
from orchestration.contracts.privacy import Trace, trace_of
from orchestration.dbt_runner import CompiledModel
from orchestration.lineage.graph import Lineage
from orchestration.lineage.judgement import leaks
from orchestration.lineage.selects import outputs
from orchestration.stores import store_of

PUPILS = "identifiable.staging.stg_school__pupils"
LETTERS = "identifiable.staging.stg_school__letters"
PEOPLE = "identifiable.linked.people"
NAMES = "warehouse.codes.names"

DIRECT, INDIRECT = "direct_identifier", "indirect_identifier"
WORDS: dict[str, dict[str, Any]] = {
    "upn": {"type": "text", "check": "upn", "privacy": DIRECT},
    "surname": {"type": "text", "privacy": DIRECT},
    "forename": {"type": "text", "privacy": DIRECT},
    "postcode": {"type": "text", "evidence": "postcode", "privacy": DIRECT},
    "born_on": {"type": "date", "privacy": DIRECT},
    "pupil_number": {"type": "text", "privacy": "pseudonym"},
    "sex_code": {"type": "code", "codes": "sexes", "privacy": INDIRECT},
    "need_code": {"type": "code", "codes": "needs", "privacy": "special_category"},
    "asked_on": {"type": "date", "privacy": INDIRECT},
    "planned_on": {"type": "date", "privacy": INDIRECT},
    "session_count": {"type": "count", "privacy": INDIRECT},
    "comment": {"type": "text", "privacy": INDIRECT},
    "diagnosis": {"type": "text", "privacy": "special_category"},
    "area": {"type": "text", "pattern": "[A-Z]{3}", "privacy": INDIRECT},
    "school_name": {"type": "text", "privacy": "open"},
}


def small_graph() -> Lineage:
    graph = Lineage()
    marks = {"received_line_number": frozenset([_line()]), "submission_id": frozenset[Trace]()}
    words = {n: frozenset([_trace(n, told)]) for n, told in WORDS.items()}
    ours = {
        "supplier_person_id": frozenset([Trace("n", "pseudonym", "text", "linked.theirs")]),
        "person_id": frozenset([Trace("person_id", "pseudonym", "text", "linked", is_ours=True)]),
    }
    nothing = frozenset[Trace]()
    for relation, columns in {
        PUPILS: {**marks, **words},
        LETTERS: {"pupil_number": words["pupil_number"], "letter_text": words["comment"]},
        PEOPLE: ours,
        NAMES: {"name": nothing, "label": nothing},
    }.items():
        graph.add(relation, dict.fromkeys(columns, frozenset()))
        graph.begins |= {(relation, name): traces for name, traces in columns.items()}
    return graph


def _trace(name: str, told: dict[str, Any]) -> Trace:
    return trace_of(name, Word.model_validate({"description": name, **told}), f"pupils.{name}")


def _line() -> Trace:
    return Trace("line", "pseudonym", "integer", "pupils.line", is_ours=True, is_pointer=True)


def leaks_of(
    sql: str, room: str = "core", columns: Mapping[str, dict[str, Any]] | None = None
) -> list[str]:
    """What a model of this SQL is told, if it stood in the room."""
    graph = small_graph()
    relation = f"{store_of(room)}.{room}.made"
    graph.add(relation, outputs("model made", sql, graph.columns))
    model = CompiledModel("made", room, "made.sql", relation, sql, (), dict(columns or {}))
    return list(leaks(graph, [model]))
