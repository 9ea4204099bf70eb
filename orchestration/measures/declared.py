"""Every measure as its model's description tells it, and those of the field that are not built.

What a figure is, is SQL; these are its name, sentence, unit and owner. No figure is read here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from orchestration.contracts.layouts import Strict
from orchestration.home import PROJECT

WANTED = PROJECT / "expectations" / "measures.yml"


class Wanted(Strict):
    """A measure of the field's catalogue; `lacks` and `why` where it cannot be built."""

    name: str
    lacks: str | None = None
    why: str | None = None


@dataclass(frozen=True)
class Measure:
    """A measure that is built: what its YAML says, its columns, and the tests that prove it."""

    id: str
    model: str
    sentence: str
    told: Mapping[str, Any]
    columns: tuple[str, ...]
    proofs: tuple[str, ...]
    reads: tuple[str, ...]

    @property
    def name(self) -> str:
        return str(self.told["name"])

    @property
    def unit(self) -> str:
        return str(self.told["unit"])

    @property
    def places(self) -> int:
        return int(self.told["decimal_places"])

    @property
    def better(self) -> str:
        return str(self.told["better"])

    @property
    def target(self) -> Mapping[str, Any] | None:
        held = self.told.get("target")
        return held if isinstance(held, dict) else None

    @property
    def breakdowns(self) -> list[str]:
        return [" | ".join(group) for group in self.told.get("breakdowns") or []]

    def of(self, key: str) -> str:
        """What its YAML says under a key, or nothing."""
        return str(self.told.get(key) or "")


def measures_in(manifest: Mapping[str, Any]) -> dict[str, Measure]:
    """The measures of dbt's manifest, by number in the order of the numbers."""
    nodes = manifest["nodes"]
    found = []
    for node in nodes.values():
        told = node.get("config", {}).get("meta", {}).get("measure")
        if node["resource_type"] != "model" or not told:
            continue
        reads = _models_behind(nodes, node["unique_id"])
        found.append(
            Measure(
                id=str(told["id"]),
                model=node["name"],
                sentence=node["description"],
                told=told,
                columns=tuple(node["columns"]),
                proofs=_proofs(manifest, {node["name"], *reads}),
                reads=tuple(sorted(reads)),
            )
        )
    return {measure.id: measure for measure in sorted(found, key=lambda one: in_order(one.id))}


def in_order(number: str) -> tuple[int, str]:
    """M02b comes after M02 and before M03."""
    parts = re.fullmatch(r"[A-Z](\d+)(\w*)", number)
    return (int(parts[1]), parts[2]) if parts else (10**6, number)


def _models_behind(nodes: Mapping[str, Any], name: str) -> set[str]:
    """The core models that a model is made from, near or far."""
    found: set[str] = set()
    asked = list(nodes[name]["depends_on"]["nodes"])
    while asked:
        parent = asked.pop()
        node = nodes.get(parent, {"resource_type": "source"})
        is_core = node["resource_type"] == "model" and node["fqn"][1] == "core"
        if is_core and node["name"] not in found:
            found.add(node["name"])
            asked += node["depends_on"]["nodes"]
    return found


def _proofs(manifest: Mapping[str, Any], models: set[str]) -> tuple[str, ...]:
    """Unit tests of the measure and of what it is made from."""
    tests = manifest.get("unit_tests", {}).values()
    return tuple(sorted(test["name"] for test in tests if test["model"] in models))


def wanted_measures() -> dict[str, Wanted]:
    """The field's catalogue, as expectations/measures.yml lists it."""
    told = yaml.safe_load(WANTED.read_text(encoding="utf-8"))
    return {number: Wanted.model_validate(one) for number, one in told.items()}


def unaccounted(wanted: Mapping[str, Wanted], built: Iterable[str]) -> list[str]:
    """Numbers that are neither built nor explained, or are both; in words."""
    held = set(built)
    found = []
    for number, one in wanted.items():
        explained = bool(one.lacks and one.why)
        if number not in held and not explained:
            found.append(f"{number} is neither built nor explained")
        elif number in held and explained:
            found.append(f"{number} is built, and still said to be missing")
    return found
