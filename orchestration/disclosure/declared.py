"""What each dataset declares of its disclosure control: its policy, its figures, who decided.

It is read from dbt's manifest and checked here; how a policy shows a count is in `policies`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError, field_validator

from orchestration.contracts.layouts import Strict
from orchestration.disclosure.policies import TABLE_WAYS
from orchestration.measures.declared import Measure, measures_in
from orchestration.refusals import Refusal

PolicyName = Literal["round5", "suppress", "exact"]
TOTAL = "total"
Breakdowns = Mapping[str, list[str]]


class Disclosure(Strict):
    """The `disclosure` of a published model's YAML.

    figures         what is shown: breakdowns of each measure ('total', 'sex', 'age_group | sex')
    exact           what of it is shown exactly whatever the policy: its owner answers for it
    already_public  columns and the item that others have published already: shown exactly
    bodies          columns that say whose figure it is, such as a provider: not a way of a table
    people          of measures that do not count people, the count of the people behind them, such
                    as M57 denominator: where those are few, nothing of the measure is shown
    """

    policy: PolicyName
    owner: str
    why: str
    figures: dict[str, list[str]]
    exact: dict[str, list[str]] = {}
    already_public: dict[str, str] = {}
    bodies: list[str] = []
    people: dict[str, str] = {}

    @field_validator("exact", mode="before")
    @classmethod
    def _whole_measures(cls, said: Any) -> Any:
        """A list of measures stands for their totals: the headline."""
        return {one: [TOTAL] for one in said} if isinstance(said, list) else said


@dataclass(frozen=True)
class Declared:
    """A dataset and its disclosure."""

    dataset: str
    model: str
    disclosure: Disclosure

    def policy_of(self, measure: str, breakdown: str, items: Mapping[str, str]) -> PolicyName:
        """How one figure is shown; `items` are its labels by column."""
        public = self.disclosure.already_public
        if public and all(items.get(column) == item for column, item in public.items()):
            return "exact"
        is_listed = breakdown in self.disclosure.exact.get(measure, [])
        return "exact" if is_listed else self.disclosure.policy


def declarations(manifest: Mapping[str, Any]) -> list[Declared]:
    """Every dataset's declaration, by name.

    Raises Refusal where one is not complete, names what is not counted, or asks for a table of more
    ways than may be shown.
    """
    measures = measures_in(manifest)
    found = [_declared(node) for node in _published(manifest)]
    for one in found:
        wrong = list(_wrong(one, measures))
        if wrong:
            what = f"Its disclosure does not hold: {'; '.join(wrong)}."
            raise Refusal(one.model, what, "Mend config.meta.disclosure in its YAML.")
    return sorted(found, key=lambda one: one.dataset)


def _published(manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for node in manifest["nodes"].values():
        told = node.get("config", {}).get("meta", {})
        if told.get("dataset") and "figures" in told.get("disclosure", {}):
            yield node


def _declared(node: Mapping[str, Any]) -> Declared:
    told = node["config"]["meta"]
    try:
        disclosure = Disclosure.model_validate(told.get("disclosure") or {})
    except ValidationError as error:
        what = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        remedy = "Say policy, owner, why and figures under config.meta.disclosure."
        raise Refusal(node["name"], f"Its disclosure is not complete ({what}).", remedy) from None
    return Declared(str(told["dataset"]), str(node["name"]), disclosure)


def _wrong(one: Declared, measures: Mapping[str, Measure]) -> Iterator[str]:
    said = one.disclosure
    for number, breakdowns in said.figures.items():
        if number not in measures:
            yield f"{number} is no measure"
            continue
        measure = measures[number]
        for breakdown in breakdowns:
            if breakdown not in (TOTAL, *measure.breakdowns):
                yield f"{number} is not counted by '{breakdown}'"
            if said.policy == "exact":
                continue
            if measure.told["statistic"] == "change" and breakdown not in said.exact.get(
                number, []
            ):
                yield f"{number} is a change, which only exact figures can be shown of"
            ways = [part for part in breakdown.split(" | ") if part not in said.bodies]
            if len(ways) > TABLE_WAYS:
                yield f"{number} by '{breakdown}' is a table of {len(ways)} ways"
    yield from _wrong_beside(said)


def _wrong_beside(said: Disclosure) -> Iterator[str]:
    """What is declared of figures that are not shown."""
    for number, population in said.people.items():
        shown, behind = (set(said.figures.get(one, ())) for one in (number, population.split()[0]))
        if not shown <= behind:
            yield f"the people behind {number} are not shown by all that it is shown by"
    for number, breakdowns in said.exact.items():
        if not set(breakdowns) <= set(said.figures.get(number, [])):
            yield f"{number} is listed as exact by a breakdown that is not shown"
