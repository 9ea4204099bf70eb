"""Makes the contents of a release by hand, for the tests of its files."""

from typing import Any

from orchestration.home import Home
from orchestration.measures.declared import Measure
from orchestration.months import Month
from orchestration.release.contents import Contents
from orchestration.release.dataset import Dataset, Table
from tests.unit.orchestration.release.drafting import a_filter, an_indicator, build, delivered

TIME = ("time_period", "time_identifier")
PLACE = ("geographic_level", "country_code", "country_name", "new_la_code", "la_name")
ENGLAND = ("National", "E92000001", "England", "", "")
HERE = ("Local authority", "E92000001", "England", "E10000999", "Sampleshire")
COLUMNS: dict[str, dict[str, Any]] = {
    **{name: {"description": f"{name}.", "open_data": None} for name in (*TIME, *PLACE)},
    "age_group": {"description": "Age.", "open_data": a_filter("Age")},
    "plan_count": {"description": "Plans.", "open_data": an_indicator("Number of plans")},
    "plan_percent": {
        "description": "Share.",
        "open_data": an_indicator("Percentage of plans in time", "%", 1),
    },
}
MEASURE = Measure(
    id="M10",
    model="msr_plans",
    sentence="Plans in force.",
    told={
        **{"name": "Plans maintained", "unit": "count", "decimal_places": 0, "better": "none"},
        **{"numerator": "Plans", "denominator": "None", "dates": "At the month's end"},
        **{"basis": "Children and Families Act 2014, s 37", "choice": "Paused plans count."},
        **{"statistic": "count", "source": "sen2", "target": None},
    },
    columns=(),
    proofs=(),
    reads=(),
)


def a_dataset(policy: str = "exact", name: str = "plans_monthly") -> Dataset:
    disclosure = {"policy": policy, "why": "As agreed.", "figures": {"M10": ["total", "age_group"]}}
    exposure = {"description": "Plans by age.", "cadence": "monthly", "licence": "OGL"}
    told = {"dataset": name, "disclosure": disclosure}
    return Dataset(name, f"pub_{name}", "Plans, monthly", COLUMNS, told, exposure)


def a_row(month: str, year: str, age: str, count: str, percent: str = "z") -> tuple[str, ...]:
    return (year, month, *HERE, age, count, percent)


ROWS = [
    ("2025", "November", *ENGLAND, "Total", "700", "50.0"),
    a_row("November", "2025", "Total", "40", "80.0"),
    a_row("November", "2025", "0 to 5", "c", "c"),
    a_row("December", "2025", "Total", "45", "82.5"),
    a_row("December", "2025", "0 to 5", "12", "x"),
]


def a_table(rows: list[tuple[str, ...]] | None = None) -> Table:
    return Table(list(COLUMNS), ROWS if rows is None else rows, [])


def the_contents(
    home: Home,
    rows: list[tuple[str, ...]] | None = None,
    before: list[tuple[str, ...]] | None = None,
    **told: Any,
) -> Contents:
    """A release of one dataset, from a small build without facts."""
    dataset = told.pop("dataset", None) or a_dataset()
    return Contents(
        month=Month.parse("2025-12"),
        status="2025-12-v1",
        tables={dataset.name: (dataset, a_table(rows))},
        before={} if before is None else {dataset.name: a_table(before)},
        build=told.pop("build", None) or build(home, "made"),
        inputs=told.pop("inputs", [delivered()]),
        gates=told.pop("gates", {}),
        measures={"M10": MEASURE},
        **told,
    )
