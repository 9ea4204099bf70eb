"""The page of what gates ask says all of it, as the suites have it."""

from orchestration.gates.reference import gates_page
from orchestration.gates.suites import Suite, read_suites
from orchestration.home import PROJECT


def test_the_page_in_the_reference_is_what_the_suites_say() -> None:
    page = (PROJECT / "docs" / "reference" / "gates.md").read_text(encoding="utf-8")
    assert page == gates_page(read_suites()), "run: sendmart compile"


def test_every_expectation_has_its_line() -> None:
    rows = [line for line in gates_page(read_suites()).splitlines() if line.startswith("| ")]
    rules = [one.rule for suite in read_suites().values() for one in suite.expectations]
    told = [row.split(" | ")[0].removeprefix("| ") for row in rows if "| Bears |" not in row]
    assert sorted(told) == sorted(rules)


def test_a_line_says_how_it_bears_and_keeps_its_cells() -> None:
    told = {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "a"}}
    words = {"sentence": "A | B\nis so.", "what_to_do": "Ask."}
    one = {"rule": "CORE-X", "severity": "query", **told, **words}
    suite = Suite.model_validate({"gate": "core", "table": "core.a", "expectations": [one]})
    assert "| CORE-X | asks | A \\| B is so. | Ask. |" in gates_page({"x": suite})
