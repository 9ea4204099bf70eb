"""Compiles the staging of tables that every month's delivery is kept of, not only the latest.

A list of what stands on a day is history once the next one has come; what it means is core's.
"""

from pathlib import Path

from orchestration.contracts.casts import sql_type, typed
from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.columns import Column
from orchestration.contracts.language import Contract, Table

SUFFIX = "_each_month"


def kept_each_month(contract: Contract) -> dict[str, Table]:
    """The tables that core sees as every month's delivery told them."""
    return {name: table for name, table in contract.tables.items() if table.each_month_kept}


def read_each_month(catalogue: Catalogue, contract: Contract) -> list[str]:
    """Those, and the tables that they hang below: a row's lasting name may be an ancestor's."""
    names = set(kept_each_month(contract))
    for name in list(names):
        names |= {ancestor for ancestor, _ in _ancestors(catalogue, contract, name)}
    return [name for name in contract.tables if name in names]


def lasting_words(catalogue: Catalogue, table: Table) -> list[str]:
    """What names a row of a table from one delivery to the next, and what is kept beside it."""
    names = [*table.key, *table.compared_by, table.people_known_by]
    marked = [word for word, column in table.columns.items() if column.each_month_kept]
    return [
        word
        for word in table.columns
        if word in marked or (word in names and not catalogue.words[word].of_one_delivery)
    ]


def columns_told(
    catalogue: Catalogue, contract: Contract, name: str
) -> list[tuple[str, str, Column]]:
    """The columns of the compiled model, each with the table and word that it is: the table's
    own, then its ancestors' lasting ones."""
    own = contract.tables[name].columns
    told = [(name, word, column) for word, column in own.items()]
    for ancestor, _ in _ancestors(catalogue, contract, name):
        above = contract.tables[ancestor]
        held = {word for _, word, _ in told}
        told += [
            (ancestor, word, above.columns[word])
            for word in lasting_words(catalogue, above)
            if word not in held
        ]
    return told


def model(catalogue: Catalogue, contract: Contract, name: str, lineage: list[str]) -> str:
    """The SQL of `stg_<source>__<table>_each_month`."""
    ancestors = _ancestors(catalogue, contract, name)
    pointing = [child for _, child in ancestors]
    own = list(contract.tables[name].columns)
    steps = [_step(catalogue, contract, name, lineage, own)]
    joins = []
    for ancestor, child in ancestors:
        held = contract.tables[ancestor]
        link = _link(contract, child)
        further = [_link(contract, ancestor)] if ancestor in pointing else []
        words = dict.fromkeys([link, *further, *lasting_words(catalogue, held)])
        steps.append(_step(catalogue, contract, ancestor, ["submission_id"], list(words)))
        joins.append(
            f"    left join {ancestor}\n        on\n"
            f"            {child}.submission_id = {ancestor}.submission_id\n"
            f"            and {child}.{link} = {ancestor}.{link}\n"
        )
    told = [f"        {name}.{column}" for column in lineage]
    told += [
        f"        {table}.{word}" for table, word, _ in columns_told(catalogue, contract, name)
    ]
    columns = ",\n".join(told)
    joined = f"joined as (\n\n    select\n{columns}\n    from {name}\n{''.join(joins)}\n)\n\n"
    return "with " + "".join(f"{step},\n\n" for step in steps) + joined + "select * from joined\n"


def paths(contract: Contract) -> dict[str, Path]:
    """The name of each compiled model by its table, with the path of its file without an ending."""
    return {
        name: Path(contract.source) / f"stg_{contract.source}__{name}{SUFFIX}"
        for name in kept_each_month(contract)
    }


def _step(
    catalogue: Catalogue, contract: Contract, name: str, lineage: list[str], words: list[str]
) -> str:
    columns, missing = contract.tables[name].columns, catalogue.codes("missing_words")
    told = [f"        {column}" for column in lineage]
    told += [f"        {typed(columns[w], catalogue.words[w], missing)} as {w}" for w in words]
    source = f"{{{{ source('{contract.source}', '{name}{SUFFIX}') }}}}"
    return f"{name} as (\n\n    select\n" + ",\n".join(told) + f"\n    from {source}\n\n)"


def _ancestors(catalogue: Catalogue, contract: Contract, name: str) -> list[tuple[str, str]]:
    """Each table above, the nearest first, with the one below it that points to it, up to the
    last that has anything lasting to tell."""
    above: list[tuple[str, str]] = []
    while parent := contract.tables[name].parent:
        above.append((parent.table, name))
        name = parent.table
    while above and not lasting_words(catalogue, contract.tables[above[-1][0]]):
        above.pop()
    return above


def _link(contract: Contract, child: str) -> str:
    parent = contract.tables[child].parent
    if parent is None:
        raise ValueError(f"{child} hangs below no table")
    return parent.word


def described(
    catalogue: Catalogue, contract: Contract, name: str
) -> list[tuple[str, str, str, str]]:
    """Name, type, text and privacy class of each column beside the lineage."""
    return [
        (word, sql_type(meaning), meaning.description, meaning.privacy)
        for _, word, _ in columns_told(catalogue, contract, name)
        for meaning in [catalogue.words[word]]
    ]
