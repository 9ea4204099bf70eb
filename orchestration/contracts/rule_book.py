"""The catalogue of rules as a page: what each says, how bad it is, and which fields it is about.

It is compiled from the contracts and checks, so it cannot say other than what is asked.
"""

from collections import defaultdict

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.rules import row_rules
from orchestration.contracts.sentences import Severity, rule_texts
from orchestration.months import Month

HEAD = """\
<!-- Compiled from expectations/ by `sendmart compile`. Do not edit. -->
# Rules at the door

What a file or a row can be told, by number. V-numbers are those of the field's rule list, and
D-numbers our own. *Refuse*: the file goes back. *Set aside*: the row is kept out, with its reason.
*Warn*: the row is loaded and marked. *Query*: it is loaded, and its owner is asked.
"""
MONTH = Month.parse("2025-12")
OF_DELIVERIES = {
    "V001": "layout of every file",
    "V002": "every delivery",
    "V003": "every delivery",
    "D06": "every delivery",
    "D08": "every delivery that holds everything",
    "D60": "every delivery",
    "D61": "every table about people, by a mark that the sender sets on one of them",
    "D62": "every table about people",
    "D63": "every table about people",
    "D65": "every table about people that tells dates of birth",
    "D99": "every delivery",
}

Places = dict[str, dict[str, set[str]]]


def rule_book(catalogue: Catalogue) -> str:
    """The page, as Markdown."""
    places, severities = _places(catalogue)
    parts = [HEAD]
    for rule, text in sorted(rule_texts().items()):
        levels = sorted({text.severity, *severities[rule]}, key=_order)
        told = " or ".join(level.replace("_", " ") for level in levels)
        lines = [f"## {rule}", "", f"{text.sentence} *{told.capitalize()}.* {text.what_to_do}", ""]
        if rule in OF_DELIVERIES:
            lines.append(f"- {OF_DELIVERIES[rule]}")
        for table, fields in sorted(places[rule].items()):
            lines.append(f"- `{table}`: {', '.join(sorted(fields)) or 'rows'}")
        if lines[-1] == "":
            lines.append("- asked in the warehouse, between sources or months")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _order(severity: Severity) -> int:
    return ["refuse", "set_aside", "warn", "query"].index(severity)


def _places(catalogue: Catalogue) -> tuple[Places, dict[str, set[Severity]]]:
    places: Places = defaultdict(lambda: defaultdict(set))
    severities: dict[str, set[Severity]] = defaultdict(set)
    for contract, name, table in catalogue.tables():
        where = f"{contract.source}.{name}"
        present = {column.from_ for column in table.columns.values()}
        for rule in row_rules(catalogue, contract, name, present, MONTH):
            places[rule.rule][where] |= {rule.heading} if rule.heading else set()
            severities[rule.rule].add(rule.severity)
        if table.key:
            places["D04"][where] |= {table.columns[word].from_ for word in table.key}
        if table.parent:
            places["D05"][where].add(table.columns[table.parent.word].from_)
    for contract in catalogue.contracts.values():
        _add_checks(catalogue, contract, places, severities)
    return places, severities


def _add_checks(
    catalogue: Catalogue,
    contract: Contract,
    places: Places,
    severities: dict[str, set[Severity]],
) -> None:
    for check in catalogue.checks.get(contract.source, []):
        where = f"{contract.source}.{check.table}"
        heading = contract.tables[check.table].columns[check.column].from_ if check.column else None
        places[check.rule][where] |= {heading} if heading else set()
        severities[check.rule].add(check.level)
