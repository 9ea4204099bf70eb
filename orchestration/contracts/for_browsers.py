"""Compiles contracts into one document that a browser can check a file by, with nothing sent.

It is made of the same rules, words and code lists as the door asks, with the sentences of
expectations/rules.yml; what it cannot ask is listed as asked only after sending.
"""

import hashlib
import json
from typing import Any

import duckdb

from orchestration.contracts.catalogue import Catalogue
from orchestration.contracts.cells import cells, text_name
from orchestration.contracts.language import Contract, Table
from orchestration.contracts.layouts import GUIDE_SHEET, LISTS_SHEET
from orchestration.contracts.rule_book import MONTH, OF_DELIVERIES
from orchestration.contracts.rules_alone import all_rules, needed_columns, with_name
from orchestration.contracts.sentences import rule_texts
from orchestration.contracts.sql import identifier, quoted
from orchestration.contracts.sql_trees import CannotBeATree, Tree, tree_of

FORMAT = 1
READABLE = ("delimited", "workbook")
ALWAYS_TOLD = ("D60", "V001", "V004", "V005", "V084")

Document = dict[str, Any]


def document(catalogue: Catalogue, sources: list[str] | None = None) -> Document:
    """What a browser needs to check files of some sources, by default of all.

    The same contracts give the same document; `version` is a hash of all the rest.
    """
    compiler = _Compiler(catalogue)
    chosen = [catalogue.contracts[name] for name in sources or sorted(catalogue.contracts)]
    told = {contract.source: compiler.source(contract) for contract in chosen}
    texts = {rule: text.model_dump() for rule, text in rule_texts().items()}
    held: Document = {
        "format": FORMAT,
        "sources": told,
        "rules": {rule: texts[rule] for rule in sorted({*compiler.told, *ALWAYS_TOLD})},
        "lists": compiler.lists,
        "passed_over": [GUIDE_SHEET, LISTS_SHEET],
    }
    return {"version": hashlib.sha256(as_json(held).encode()).hexdigest()[:16], **held}


def as_json(held: Document) -> str:
    """The document as text, the same for the same content."""
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


class _Compiler:
    """Keeps every list once, and notes which rules are told of."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._places: dict[str, int] = {}
        self.lists: list[list[str]] = []
        self.told: set[str] = set()

    def source(self, contract: Contract) -> Document:
        agreement = self._catalogue.agreements[contract.source]
        supplier = contract.supplier.model_dump(exclude_none=True)
        if contract.supplier.code_set:
            supplier["codes"] = self._catalogue.codes(contract.supplier.code_set)
            supplier["code_set"] = contract.supplier.code_set.partition(".")[0]
        readers = [layout.model_dump() for layout in contract.readers]
        can_be_read = [layout for layout in readers if layout["kind"] in READABLE]
        after: list[Document] = []
        tables = {
            name: self._table(contract, name, after, with_rules=bool(can_be_read))
            for name in contract.tables
        }
        return {
            "title": contract.title,
            "files": contract.files,
            "readers": [
                layout if layout["kind"] in READABLE else {k: layout[k] for k in ("kind", "files")}
                for layout in readers
            ],
            "supplier": supplier,
            "period": {**contract.period.model_dump(), "format": contract.period.formats},
            "agreement": {
                "reference": agreement.reference,
                "controller": agreement.controller,
                "begins_on": str(agreement.begins_on),
                "ends_on": str(agreement.ends_on),
            },
            "not_agreed": contract.not_agreed,
            "not_loaded": contract.not_loaded,
            "tables": tables,
            "after_sending": after + self._of_deliveries(),
        }

    def _table(
        self, contract: Contract, name: str, after: list[Document], *, with_rules: bool
    ) -> Document:
        table = contract.tables[name]
        told: Document = {
            "file": table.file,
            "sheet": table.sheet,
            "may_be_absent": table.may_be_absent,
            "since": table.since,
            "until": table.until,
            "columns": [
                {
                    "word": word,
                    "headings": column.headings(),
                    "may_be_absent": column.may_be_absent,
                    "format": next(iter(column.formats), None),
                    **(self._cell(table, word) if with_rules else {}),
                }
                for word, column in table.columns.items()
            ],
            "rules": self._rules(contract, name, after) if with_rules else [],
        }
        self._note_what_needs_more(contract, name, after)
        return told

    def _cell(self, table: Table, word: str) -> Document:
        present = {column.from_ for column in table.columns.values()}
        looked_at = cells(self._catalogue, table, present, MONTH)
        text = self._tree(looked_at[text_name(word)])
        value = self._tree(looked_at[identifier(word)])
        return {"text": text, "value": with_name(value, text, f"text of {word}")}

    def _rules(self, contract: Contract, name: str, after: list[Document]) -> list[Document]:
        found = []
        needed = needed_columns(self._catalogue, contract, name)
        for place, rule in enumerate(all_rules(self._catalogue, contract, name)):
            try:
                broken = self._tree(rule.broken)
            except CannotBeATree:
                after.append({"rule": rule.rule, "table": name, "column": rule.heading})
                self.told.add(rule.rule)
                continue
            self.told.add(rule.rule)
            found.append(
                {
                    "rule": rule.rule,
                    "column": rule.heading,
                    "severity": rule.severity,
                    "words": sorted(rule.words),
                    "needs": needed.get(place, []),
                    "broken": broken,
                }
            )
        return found

    def _note_what_needs_more(self, contract: Contract, name: str, after: list[Document]) -> None:
        """What looks at other rows, other tables or earlier deliveries."""
        table = contract.tables[name]
        noted: list[tuple[str, str | None]] = []
        noted += [("D04", table.columns[word].from_) for word in table.key]
        if table.parent:
            noted.append(("D05", table.columns[table.parent.word].from_))
        for check in self._catalogue.checks.get(contract.source, []):
            if check.table == name and not check.broken_when:
                blamed = table.columns[check.column].from_ if check.column else None
                noted.append((check.rule, blamed))
        after += [{"rule": rule, "table": name, "column": column} for rule, column in noted]
        self.told |= {rule for rule, _ in noted}

    def _of_deliveries(self) -> list[Document]:
        rules = [rule for rule in OF_DELIVERIES if rule not in ("V001", "D60", "D61")]
        self.told |= set(rules)
        return [{"rule": rule, "table": None, "column": None} for rule in rules]

    def _tree(self, sql: str) -> Tree:
        return self._with_lists(tree_of(sql, self._constants))

    def _with_lists(self, tree: Tree) -> Tree:
        if tree[0] == "among":
            return ["among", self._with_lists(tree[1]), self._place(tree[2])]
        return [self._with_lists(part) if isinstance(part, list) else part for part in tree]

    def _place(self, listed: list[str]) -> int:
        key = json.dumps(listed)
        if key not in self._places:
            self._places[key] = len(self.lists)
            self.lists.append(listed)
        return self._places[key]

    def _constants(self, query: str) -> list[str]:
        """The answer to a query that looks at code lists only."""
        with duckdb.connect(":memory:") as con:
            con.execute("create schema codes")
            for name, path in self._catalogue.code_sets.items():
                if f"codes.{name}" in query:
                    con.execute(f"""create table codes.{identifier(name)} as select * from read_csv(
                        {quoted(str(path))}, all_varchar = true, header = true, delim = ',')""")
            try:
                return sorted(str(row[0]) for row in con.execute(query).fetchall())
            except duckdb.Error as error:
                raise CannotBeATree("a query that looks at rows") from error
