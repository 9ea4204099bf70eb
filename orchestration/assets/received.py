"""The received room as assets: one for each table of each contract, one delivery desk for all.

How a delivery is judged is in orchestration.register.
"""

from collections.abc import Iterator

import dagster as dg
import duckdb

from orchestration import clock
from orchestration.assets.failures import told
from orchestration.build import open_build
from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.language import Contract
from orchestration.ducks import open_memory, rows_in
from orchestration.home import Home
from orchestration.months import Month
from orchestration.partitions import MONTHLY, ONE_BY_ONE
from orchestration.refusals import Refusal
from orchestration.register.book import Book, Submission, submission_folder
from orchestration.register.landing import receive_landing
from orchestration.register.rows import aside_file, rows_file
from orchestration.resources import DataHome
from orchestration.rights.enforcing import enforce_if_needed

REPORTING_MONTH = dg.AssetKey(["run", "reporting_month"])
DELIVERIES = dg.AssetKey(["run", "deliveries"])
EXPECTED = dg.AssetKey(["run", "expected_deliveries"])
PUBLISH_ONLY = "sendmart/publish_only"
RETRY = dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL)


def build_name(run: dg.DagsterRun) -> str:
    """A run that resumes a failed one goes on in the same build."""
    return run.root_run_id or run.run_id


def is_publish_only(run: dg.DagsterRun) -> bool:
    """Whether the run drafts a month from the register and leaves the warehouse as it is."""
    return PUBLISH_ONLY in run.tags


def received_assets() -> list[dg.AssetsDefinition]:
    catalogue = the_catalogue()

    @dg.multi_asset(
        name="received",
        specs=_specs(catalogue),
        partitions_def=MONTHLY,
        backfill_policy=ONE_BY_ONE,
        retry_policy=RETRY,
    )
    def received(
        context: dg.AssetExecutionContext, data_home: DataHome
    ) -> Iterator[dg.MaterializeResult[None]]:
        """Take in what lies in the landing folder, then open tonight's build."""
        home, month = data_home.home, Month.parse(context.partition_key[:7])
        with told(home, "received", build_name(context.run)):
            take_landing = not is_publish_only(context.run)
            waiting = receive_landing(catalogue, home, clock.now()) if take_landing else []
            for receipt in waiting:
                entry = receipt.submission
                context.log.info(f"landing: delivery {entry.submission_id}: {entry.status}")
            held = enforce_if_needed(home, catalogue, clock.now())
            if held:
                context.log.info(f"holds: {len(held)} kept deliveries were brought in line")
            in_force = Book(home).in_force(catalogue.contracts, month)
            for entry in Book(home).counted_before(catalogue.contracts, month):
                context.log.warning(f"delivery {entry.submission_id} is no longer kept")
            if not in_force:
                what = f"Nothing that was received counts for {month} or before."
                raise Refusal("received", what, "Receive files first: sendmart receive FILES.")
            open_build(home, build_name(context.run), catalogue, month, in_force)
        yield dg.MaterializeResult(asset_key=REPORTING_MONTH, metadata={"month": str(month)})
        yield dg.MaterializeResult(asset_key=DELIVERIES, metadata={"deliveries": len(in_force)})
        yield dg.MaterializeResult(asset_key=EXPECTED)
        for contract, table, _ in catalogue.tables():
            yield _materialised(contract, table, in_force)

    return [received]


def _materialised(
    contract: Contract, table: str, in_force: list[Submission]
) -> dg.MaterializeResult[None]:
    held = [entry for entry in in_force if entry.source == contract.source]
    counts = [entry.tables[table] for entry in held if table in entry.tables]
    return dg.MaterializeResult(
        asset_key=dg.AssetKey([contract.source, table]),
        metadata={
            "deliveries": len(held),
            "received_rows": sum(count.received for count in counts),
            "dagster/row_count": sum(count.loaded for count in counts),
            "set_aside_rows": sum(count.set_aside for count in counts),
        },
    )


def accounts(home: Home, entries: list[Submission]) -> list[dict[str, object]]:
    """For each table of each delivery: rows received, and rows found again on disk."""
    with open_memory(home) as con:
        return [row for entry in entries for row in _accounts_of(con, home, entry)]


def _accounts_of(
    con: duckdb.DuckDBPyConnection, home: Home, entry: Submission
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    folder = submission_folder(home, entry)
    for table, count in entry.tables.items():
        kept = rows_in(con, rows_file(folder, table))
        aside = rows_in(con, aside_file(folder, table))
        rows.append(
            {
                "source": entry.source,
                "submission_id": entry.submission_id,
                "table_name": table,
                "received_rows": count.received,
                "loaded_rows": kept - aside,
                "set_aside_rows": aside,
                "unaccounted_rows": abs(count.received - kept) + abs(count.set_aside - aside),
            }
        )
    return rows


def _specs(catalogue: Catalogue) -> list[dg.AssetSpec]:
    run = {
        REPORTING_MONTH: "The month that the run reports on.",
        DELIVERIES: "The deliveries in force for the reporting month.",
        EXPECTED: "The deliveries that were promised for it and the months before.",
    }
    specs = [
        dg.AssetSpec(key, group_name="received", description=text, kinds={"duckdb"})
        for key, text in run.items()
    ]
    for contract in catalogue.contracts.values():
        specs += [_spec(contract, table) for table in contract.tables]
    return specs


def _spec(contract: Contract, table: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        dg.AssetKey([contract.source, table]),
        group_name="received",
        description=f"{contract.title}: {contract.tables[table].grain}, as received.",
        owners=[contract.owner],
        kinds={"parquet"},
        tags={"sector": contract.sector, "cadence": contract.cadence},
    )
