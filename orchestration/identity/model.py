"""The probabilistic model of who is alike: trained on the data at hand, kept, and used frozen.

A model holds probabilities only and nothing of anybody. What its weights lead to is decided in
`decisions`; how they become probabilities that can be trusted is learnt in `calibration`.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb

from orchestration.identity.likeness import COMPARISONS, blocking_rules

LEAST, MOST = 1e-6, 1 - 1e-6
RARE_U = 2.5e-7
SEX_AGREES, SEX_AT_RANDOM = 0.99, 0.5
SAMPLED_PAIRS, SEED = 3e6, 1
DIGITS = 9
SHARE_FOUND_BY_RULE = 0.7
COUNTY_MODEL = Path(__file__).with_name("county_model.json")


@dataclass(frozen=True)
class Model:
    """What Splink needs to weigh pairs, and how its weights are to be read.

    strangers    ways in which different people are often alike, see `strangers`
    shares       weight in whole bits -> share of such pairs that are one person
    link_from    the weight from which a pair may be linked without anybody looking
    trained_on   how many records of each agency it was learnt from
    """

    settings: dict[str, Any]
    strangers: list[str]
    shares: dict[int, float]
    link_from: int
    trained_on: dict[str, int]

    @property
    def version(self) -> str:
        """A hash of all that decides: the same model, the same version."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:12]

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def read_model(path: Path) -> Model:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Model(**{**data, "shares": {int(bits): share for bits, share in data["shares"].items()}})


def train(con: duckdb.DuckDBPyConnection, pairs_found_by_rule: int) -> dict[str, Any]:
    """Learn the weights from `people_compared` without any labels (Fellegi and Sunter 1969, by
    expectation maximisation); return Splink's settings, no probability of which is 0 or 1."""
    people = _count(con, "select count(*) from people_compared")
    all_pairs = people * (people - 1) / 2
    settings = _settings(max(pairs_found_by_rule, 1) / SHARE_FOUND_BY_RULE / all_pairs)
    linker = _linker(con, settings, "people_to_learn_from")
    with _silence(), _one_thread(con):
        linker.training.estimate_u_using_random_sampling(
            max_pairs=SAMPLED_PAIRS, seed=SEED, min_count_per_level=None
        )
        for same in (("born_on", "postcode"), ("forename", "surname")):
            rule = " and ".join([*(f"l.{key} = r.{key}" for key in same), "l.source <> r.source"])
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        learnt: dict[str, Any] = linker.misc.save_model_to_json()
    return _bounded(learnt)


@contextmanager
def _one_thread(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """A seed gives the same sample only where one thread draws it."""
    threads = _count(con, "select current_setting('threads')")
    con.execute("set threads = 1")
    try:
        yield
    finally:
        con.execute(f"set threads = {threads}")


def weigh(
    con: duckdb.DuckDBPyConnection,
    settings: dict[str, Any],
    least_weight: float,
    within_registers: bool = False,
) -> None:
    """Make `people_weighed`: every pair worth comparing with its weight in bits."""
    rules = {"blocking_rules_to_generate_predictions": blocking_rules(within_registers)}
    linker = _linker(con, settings | rules, "people_to_weigh")
    with _silence():
        found = linker.inference.predict(threshold_match_weight=least_weight)
    con.execute(f"""
        create or replace temp table people_weighed as
        select record_no_l, record_no_r, match_weight as weight
        from {found.physical_name} order by record_no_l, record_no_r
    """)
    con.execute(f"drop table {found.physical_name}")


def _settings(share_alike: float) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record_no",
        "probability_two_random_records_match": min(max(share_alike, 1e-9), 0.01),
        "comparisons": [_comparison(name) for name in COMPARISONS],
        "blocking_rules_to_generate_predictions": blocking_rules(within_registers=False),
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(name: str) -> dict[str, Any]:
    missing, levels = COMPARISONS[name]
    told: list[dict[str, Any]] = [
        {"sql_condition": missing, "label_for_charts": "missing", "is_null_level": True}
    ]
    for level in levels:
        entry: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.name}
        if level.by_frequency:
            entry |= {"tf_adjustment_column": level.by_frequency, "tf_adjustment_weight": 1.0}
        if name == "sex":
            # Trained, it would become a veto: too few of a sample are recorded wrongly.
            same = level.name == "same"
            entry["m_probability"] = SEX_AGREES if same else 1 - SEX_AGREES
            entry["u_probability"] = SEX_AT_RANDOM
            entry |= {"fix_m_probability": True, "fix_u_probability": True}
        told.append(entry)
    return {"output_column_name": name, "comparison_levels": told}


def _bounded(settings: dict[str, Any]) -> dict[str, Any]:
    """A level that no pair of the sample showed is rare, not impossible. What is left out or
    rounded differs from one training on the same people to the next."""
    for comparison in settings["comparisons"]:
        levels = [each for each in comparison["comparison_levels"] if not each.get("is_null_level")]
        for level in levels:
            level["m_probability"] = _inside(level.get("m_probability"), LEAST)
            level["u_probability"] = _inside(level.get("u_probability"), RARE_U)
        # Whatever likeness a sample did not show tells no more against a pair than none would.
        plainly_other = levels[-1]["m_probability"] / levels[-1]["u_probability"]
        for level in levels:
            least = level["u_probability"] * plainly_other
            level["m_probability"] = _inside(max(level["m_probability"], least), LEAST)
    share = _rounded(settings["probability_two_random_records_match"])
    learnt = {**settings, "probability_two_random_records_match": share}
    return {name: value for name, value in learnt.items() if name != "linker_uid"}


def _inside(probability: float | None, rare: float) -> float:
    return _rounded(min(max(probability if probability is not None else rare, rare), MOST))


def _rounded(probability: float) -> float:
    return float(f"{probability:.{DIGITS}g}")


def _linker(con: duckdb.DuckDBPyConnection, settings: dict[str, Any], name: str) -> Any:
    from splink import DuckDBAPI, Linker

    with _silence():
        people = DuckDBAPI(connection=con).register("people_compared", dataset_display_name=name)
        return Linker(people, json.loads(json.dumps(settings)))


class _silence(redirect_stdout[StringIO]):  # noqa: N801 - used as `with _silence():`
    """Splink tells of its progress, with conditions and counts, on the output of commands."""

    def __init__(self) -> None:
        super().__init__(StringIO())
        logging.getLogger("splink").setLevel(logging.CRITICAL)


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
