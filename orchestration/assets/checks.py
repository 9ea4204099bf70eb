"""The gates as blocking asset checks: what fails one never reaches the next room.

How a suite is run is in orchestration.gates; what it says is in expectations/suites.
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.failures import told
from orchestration.assets.receipts import RULE_COLUMNS, by_table, rules_fired
from orchestration.assets.received import accounts, build_name
from orchestration.build import Build
from orchestration.contracts.catalogue import the_catalogue
from orchestration.gates.beside import laid_out
from orchestration.gates.data_docs import write_data_docs
from orchestration.gates.judging import judge_frame, judge_tables
from orchestration.gates.kept import keep_judgements, keep_receipts
from orchestration.gates.suites import Judgement, Suite, read_suites
from orchestration.months import Month
from orchestration.register.book import Book
from orchestration.resources import DataHome
from orchestration.stores import Store, store_of

ACCOUNTS, RULES = "door_accounts", "door_rules"
# A gate is asked of each room as soon as it is made, in the store that the room writes to.
GATES: dict[str, str] = {
    "core": "core_gate",
    "measures": "measures_gate",
    "shown": "shown_gate",
    "published": "publication_gate",
}
# What may be shown is made from the measures, and judged before any dataset is laid out from it.
STORE_OF: dict[str, Store] = {"shown": "published"}
LAID_OUT: tuple[Store, ...] = ("warehouse", "published")


def gate_checks() -> list[dg.AssetChecksDefinition]:
    suites = read_suites()
    of_tables = {name: suite for name, suite in suites.items() if suite.table}
    rooms = {name: suite.asset.partition(".")[0] for name, suite in of_tables.items()}
    return [
        _door_check({name: suites[name] for name in (ACCOUNTS, RULES)}),
        *(
            _gate_check(room, {n: suite for n, suite in of_tables.items() if rooms[n] == room})
            for room in GATES
        ),
    ]


def gated_tables() -> list[dg.AssetKey]:
    """Every table that a gate waits for: nothing is released before all gates were asked."""
    return sorted({_asset(suite) for suite in read_suites().values() if suite.table})


def _door_check(suites: dict[str, Suite]) -> dg.AssetChecksDefinition:
    catalogue = the_catalogue()
    keys = [dg.AssetKey([contract.source, name]) for contract, name, _ in catalogue.tables()]
    name = "every_row_is_accounted_for"
    text = suites[ACCOUNTS].expectations[0].sentence
    specs = [dg.AssetCheckSpec(name, asset=key, blocking=True, description=text) for key in keys]

    @dg.multi_asset_check(specs=specs, name=ACCOUNTS)
    def door(
        context: dg.AssetCheckExecutionContext, data_home: DataHome
    ) -> Iterator[dg.AssetCheckResult]:
        import pandas as pd

        home = data_home.home
        month = Month.parse(context.run.tags["dagster/partition"][:7])
        entries = Book(home).in_force(catalogue.contracts, month)
        rows, fired = accounts(home, entries), rules_fired(entries)
        build = Build(home.builds / build_name(context.run))
        frames = {ACCOUNTS: pd.DataFrame(rows), RULES: pd.DataFrame(fired, columns=RULE_COLUMNS)}
        with told(home, ACCOUNTS, build.folder.name):
            judged = {one: judge_frame(suite, frames[one]) for one, suite in suites.items()}
            for one, judgements in judged.items():
                keep_judgements(build.gates, one, suites[one], judgements)
            keep_receipts(build.gates, {"tables": by_table(rows), "rules": fired})
        asked = [each for one in judged.values() for each in one if not each.is_met]
        words = "\n".join(_sentence(each) for each in asked) or None
        blocked = any(_is_blocking(each) for each in asked)
        if blocked:
            write_data_docs(build.data_docs, build.gates, str(month))
        for key in keys:
            source, table = key.path
            mine = [r for r in rows if (r["source"], r["table_name"]) == (source, table)]
            lost = sum(int(str(row["unaccounted_rows"])) for row in mine)
            yield dg.AssetCheckResult(
                passed=not blocked or (bool(mine) and lost == 0),
                asset_key=key,
                check_name=name,
                metadata={"unaccounted_rows": lost, "deliveries": len(mine)},
                description=words if blocked else None,
            )

    return door


def _gate_check(room: str, suites: dict[str, Suite]) -> dg.AssetChecksDefinition:
    specs = [
        dg.AssetCheckSpec(
            name,
            asset=_asset(suite),
            blocking=True,
            description=" ".join(expectation.sentence for expectation in suite.expectations),
        )
        for name, suite in suites.items()
    ]

    @dg.multi_asset_check(specs=specs, name=GATES[room])
    def gate_check(
        context: dg.AssetCheckExecutionContext, data_home: DataHome
    ) -> Iterator[dg.AssetCheckResult]:
        build = Build(data_home.home.builds / build_name(context.run))
        with told(data_home.home, GATES[room], build.folder.name):
            judgements = _judged(build, STORE_OF.get(room) or store_of(room), suites)
        for name, suite in suites.items():
            keep_judgements(build.gates, name, suite, judgements[name])
        if any(_is_blocking(one) for each in judgements.values() for one in each if not one.is_met):
            month = context.run.tags["dagster/partition"][:7]
            write_data_docs(build.data_docs, build.gates, month)
        for name, suite in suites.items():
            yield _result(name, suite, judgements[name])

    return gate_check


def _judged(build: Build, store: Store, suites: dict[str, Suite]) -> dict[str, list[Judgement]]:
    """Suites of the store's own tables, and of what is laid out for the gate alone."""
    beside = {name: suite for name, suite in suites.items() if suite.is_laid_out}
    judgements = judge_tables(
        {n: s for n, s in suites.items() if n not in beside}, build.store(store)
    )
    if beside:
        stores = {name: build.store(name) for name in LAID_OUT}
        with laid_out(beside, stores, build.folder / "gate.duckdb") as place:
            judgements |= judge_tables(beside, place)
    return judgements


def _asset(suite: Suite) -> dg.AssetKey:
    return dg.AssetKey(suite.asset.split("."))


def _result(name: str, suite: Suite, judgements: list[Judgement]) -> dg.AssetCheckResult:
    unmet = [judgement for judgement in judgements if not judgement.is_met]
    blocking = any(map(_is_blocking, unmet))
    return dg.AssetCheckResult(
        passed=not unmet,
        asset_key=_asset(suite),
        check_name=name,
        severity=dg.AssetCheckSeverity.ERROR if blocking else dg.AssetCheckSeverity.WARN,
        metadata={
            "expectations": len(judgements),
            "unmet": ", ".join(judgement.expectation.rule for judgement in unmet) or "none",
        },
        description="\n".join(_sentence(judgement) for judgement in unmet) or None,
    )


def _is_blocking(judgement: Judgement) -> bool:
    return judgement.expectation.severity == "critical" or judgement.could_not_run


def _sentence(judgement: Judgement) -> str:
    expectation = judgement.expectation
    fate = "could not be checked" if judgement.could_not_run else "is not so"
    count = f" ({judgement.unexpected_rows} rows)" if judgement.unexpected_rows else ""
    return f"{expectation.rule}: «{expectation.sentence}» {fate}{count}. {expectation.what_to_do}"
