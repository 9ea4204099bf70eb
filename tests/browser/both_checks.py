"""One delivery asked of the door and of the check in a real browser, in the same shape.

The door is asked with the rules that one row can answer: its contracts lose keys and parents here,
and checks that look at several rows. All else is the door as it is.
"""

import base64
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from orchestration.contracts.catalogue import Catalogue, the_catalogue
from orchestration.contracts.for_browsers import as_json, document
from orchestration.home import Home
from orchestration.portal.application import STATIC
from orchestration.register.receive import receive
from orchestration.register.recognise import deliveries

SCRIPTS = STATIC / "checking"
ORIGIN = "http://checking.test"
AT = datetime(2026, 2, 1, 9, 0)
HELD = ("D62", "D63", "D65")  # of a person whom another row or delivery marks
Answer = dict[str, Any]

ASK = """async ([files, folder, today]) => {
    const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const held = files.map(([name, text]) => ({ name, blob: new Blob([bytes(text)]) }));
    const { deliveries, check } = window.checking;
    const found = deliveries(window.contracts, held, folder);
    const answers = [];
    for (const one of found) answers.push(await check(window.contracts, one, today));
    return JSON.stringify(answers);
}"""


def of_single_rows(catalogue: Catalogue) -> Catalogue:
    """The contracts without what needs a second row, another table or an earlier delivery."""
    contracts = {
        source: contract.model_copy(
            update={
                "tables": {
                    name: table.model_copy(update={"key": [], "parent": None})
                    for name, table in contract.tables.items()
                }
            }
        )
        for source, contract in catalogue.contracts.items()
    }
    checks = {
        source: [check for check in held if check.broken_when]
        for source, held in catalogue.checks.items()
    }
    return replace(catalogue, contracts=contracts, checks=checks)


def by_the_door(home: Home, paths: list[Path], at: datetime = AT) -> list[Answer]:
    catalogue = of_single_rows(the_catalogue())
    answers = []
    for delivery in deliveries(catalogue, paths):
        receipt = receive(catalogue, home, delivery, at, keep=False)
        entry = receipt.submission
        answers.append(
            {
                "delivery": receipt.delivery,
                "status": entry.status,
                "reason": entry.reason or None,
                "supplier": entry.supplier,
                "month": entry.month,
                "part": entry.part,
                "rules": dict(entry.rules),
                "tables": {
                    name: [count.received, count.set_aside] for name, count in entry.tables.items()
                },
                "problems": [[*problem[:7], problem[7] or None] for problem in receipt.problems],
            }
        )
    return answers


def serve_scripts(page: Page, catalogue: Catalogue | None = None) -> None:
    """Open an empty page that has the modules and the compiled contracts, from no network."""

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(ORIGIN).lstrip("/")
        path = SCRIPTS / name
        if name.endswith(".js") and path.is_file():
            route.fulfill(body=path.read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!DOCTYPE html><title>Checking</title>", content_type="text/html")

    page.route(f"{ORIGIN}/**", answer)
    page.goto(ORIGIN)
    page.evaluate(
        """async (contracts) => {
            const { check } = await import("/check.js");
            const { deliveries } = await import("/recognise.js");
            const { functionOf } = await import("/trees.js");
            window.checking = { check, deliveries, functionOf };
            window.contracts = JSON.parse(contracts);
        }""",
        as_json(document(catalogue or the_catalogue())),
    )


def by_the_browser(page: Page, paths: list[Path], at: datetime = AT) -> list[Answer]:
    files = [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in paths]
    today = (at - datetime(1970, 1, 1)).total_seconds() * 1000
    folder = paths[0].parent.name
    found = json.loads(page.evaluate(ASK, [files, folder, today]))
    return [
        {
            "delivery": one["delivery"],
            "status": one["status"],
            "reason": one.get("reason"),
            "supplier": one.get("supplier"),
            "month": one.get("month"),
            "part": one.get("part", ""),
            "rules": one.get("rules", {}),
            "tables": {
                name: [count["received"], count["set_aside"]]
                for name, count in one.get("tables", {}).items()
            },
            "problems": one.get("problems", []),
            "broken": [[f["table"], f["rule"], f["column"]] for f in one.get("findings", [])],
        }
        for one in found
    ]


def broken_rules(told: list[Answer]) -> set[tuple[str, str, str | None]]:
    """Every rule that some row broke, by table and column, though too many to be listed."""
    return {tuple(found) for one in told for found in one["broken"]}


def differences(door: list[Answer], browser: list[Answer]) -> list[str]:
    """Where the two differ, in words; empty where they say the same."""
    if [one["delivery"] for one in door] != [one["delivery"] for one in browser]:
        return [
            f"other deliveries: {[o['delivery'] for o in door]} {[o['delivery'] for o in browser]}"
        ]
    found = []
    for said, told in zip(map(_without_held, door), browser, strict=True):
        if told["status"] == "not_here":
            continue
        for part in said:
            if said[part] != told[part]:
                found.append(f"{said['delivery']}: {part}: {_told(said[part], told[part])}")
    return found


def _without_held(said: Answer) -> Answer:
    """The door's answer, less what follows for other rows of a person who is marked in one."""
    if not any(rule in HELD for rule in said["rules"]):
        return said
    kept = [problem for problem in said["problems"] if problem[5] not in HELD]
    rules = {rule: count for rule, count in said["rules"].items() if rule not in HELD}
    told = {**said, "problems": kept, "rules": rules}
    del told["tables"]
    return told


def _told(said: Any, told: Any) -> str:
    if isinstance(said, list) and isinstance(told, list):
        only_door = [one for one in said if one not in told]
        only_browser = [one for one in told if one not in said]
        if not only_door and not only_browser:
            return f"the order or the number differs: {len(said)} and {len(told)}"
        return f"only the door {only_door[:6]}; only the browser {only_browser[:6]}"
    return f"the door {json.dumps(said)}; the browser {json.dumps(told)}"
