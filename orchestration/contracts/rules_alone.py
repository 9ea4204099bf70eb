"""The rules on single rows told for a delivery of any month, each with the columns it needs.

What they ask is said in `rules`; a check that is not made at the door is compiled from this.
"""

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.language import Contract
from orchestration.contracts.row_rule import RowRule
from orchestration.contracts.rules import row_rules
from orchestration.contracts.sql_trees import Tree


def all_rules(catalogue: Catalogue, contract: Contract, name: str) -> list[RowRule]:
    """Every rule of a table that came with all its columns, whatever the month."""
    present = {column.from_ for column in contract.tables[name].columns.values()}
    return row_rules(catalogue, contract, name, present, None)


def needed_columns(catalogue: Catalogue, contract: Contract, name: str) -> dict[int, list[str]]:
    """The columns without which each rule, by its place, is not asked: found by leaving one out."""
    columns = contract.tables[name].columns.values()
    present = {column.from_ for column in columns}
    every, needed = all_rules(catalogue, contract, name), dict[int, list[str]]()
    for heading in sorted({c.from_ for c in columns if c.may_be_absent or c.since or c.until}):
        left = [*row_rules(catalogue, contract, name, present - {heading}, None)]
        named = [(rule.rule, rule.heading) for rule in left]
        for place, rule in enumerate(every):
            # A rule that is only worded otherwise says the same of an empty column.
            if rule in left:
                left.remove(rule)
                named.remove((rule.rule, rule.heading))
            elif (rule.rule, rule.heading) in named:
                named.remove((rule.rule, rule.heading))
            else:
                needed.setdefault(place, []).append(heading)
    return needed


def with_name(tree: Tree, part: Tree, name: str) -> Tree:
    """The tree with every occurrence of a part told by its name."""
    if tree == part:
        return ["@", name]
    return [with_name(child, part, name) if isinstance(child, list) else child for child in tree]
