"""Which model a home links with: its own, trained once and then frozen, or the county model.

A home is too small to train on when its registers could not show what strangers have in common.
"""

from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.clock import at_second
from orchestration.home import Home
from orchestration.identity.calibration import calibrate
from orchestration.identity.candidates import lay_out
from orchestration.identity.cleaning import compare_ready
from orchestration.identity.decisions import LEAST_WEIGHT, judge
from orchestration.identity.model import COUNTY_MODEL, Model, read_model, train, weigh
from orchestration.identity.strangers import LEAST_PEOPLE, learn_strangers
from orchestration.journal import Journal
from orchestration.refusals import Refusal

LEAST_PAIRS = 500


def models_folder(home: Home) -> Path:
    return home.linked / "models"


def current_model(home: Home) -> Model | None:
    """The model that the home was last told to use; Refusal where its file is not what it was."""
    lines = Journal(models_folder(home) / "models.jsonl").lines()
    if not lines:
        return None
    version = str(lines[-1]["version"])
    place = models_folder(home) / f"{version}.json"
    model = _as_trained(place)
    if model is None or model.version != version:
        what = f"Model {version} is not there as it was trained."
        raise Refusal(
            f"identifiable/linked/models/{place.name}",
            what,
            "Put it back, or train anew: sendmart identity train.",
        )
    return model


def _as_trained(place: Path) -> Model | None:
    try:
        return read_model(place)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep_model(home: Home, model: Model, who: str, at: datetime) -> None:
    """Save a model under its version and use it from now on; older ones stay."""
    folder = models_folder(home)
    folder.mkdir(exist_ok=True)
    place = folder / f"{model.version}.json"
    place.write_text(model.text(), encoding="utf-8", newline="\n")
    line = {
        "version": model.version,
        "at": at_second(at),
        "by": who,
        "trained_on": model.trained_on,
    }
    Journal(folder / "models.jsonl").add(line)


def county_model() -> Model:
    """Trained on a made-up county; it ships with the project."""
    return read_model(COUNTY_MODEL)


def can_train(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether `people_compared` tells enough of strangers, and of people in two sources."""
    register = con.execute("""
        select coalesce(max(people), 0) from (
            select count(*) as people from people_compared where is_numbered group by source)
    """).fetchone()
    largest = int(register[0]) if register else 0
    return largest >= LEAST_PEOPLE and _pairs_by_rule(con) >= LEAST_PAIRS


def train_model(con: duckdb.DuckDBPyConnection) -> Model:
    """Learn a model from `records` and `system_ids`; Refusal where there is too little."""
    compare_ready(con)
    if not can_train(con):
        what = f"A register of {LEAST_PEOPLE:,} people and {LEAST_PAIRS} who plainly stand in two"
        remedy = "Link with the county model until there are more."
        raise Refusal("train", f"{what} sources are needed.", remedy)
    settings = train(con, _pairs_by_rule(con))
    strangers = learn_strangers(con, settings)
    weigh(con, settings, LEAST_WEIGHT, within_registers=True)
    lay_out(con, strangers)
    judge(con)
    learnt = calibrate(con)
    counts = con.execute(
        "select agency, count(*) from people_compared group by agency order by agency"
    ).fetchall()
    return Model(settings, strangers, learnt.shares, learnt.link_from, dict(counts))


def _pairs_by_rule(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("""
        select count(*) from people_compared as l
        inner join people_compared as r
            on l.full_name = r.full_name and l.born_on = r.born_on and l.postcode = r.postcode
                and l.source < r.source
    """).fetchone()
    return int(row[0]) if row else 0
