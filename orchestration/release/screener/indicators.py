"""What stands in cells: numbers or symbols in indicators, and no word for nothing anywhere.

Whether a number is right is for the gates to ask.
"""

from collections.abc import Iterator

from orchestration.release.cells import PLAIN_NUMBER, is_formula
from orchestration.release.screener.findings import Finding, fail, lines, named, warn
from orchestration.release.screener.pair import Pair
from orchestration.release.screener.standard import Standard

OTHER_NUMBERS = ("numberstring",)


def numbers_or_symbols(pair: Pair, standard: Standard) -> Iterator[Finding]:
    symbols = standard.symbols
    good = {*symbols.allowed, *symbols.older}
    strings = {
        row["col_name"]
        for row in pair.described("Indicator")
        if row["indicator_unit"] in OTHER_NUMBERS
    }
    for name in pair.indicators():
        cells = pair.distinct(name)
        told = {
            "indicator_blank": ({""}, "is blank", "Write a symbol: x, z or c."),
            "indicator_obsolete": (
                {*symbols.obsolete},
                "has symbols that are no longer used",
                f"Use {named(symbols.allowed)}.",
            ),
            "indicator_text": (
                {
                    one
                    for one in cells
                    if one and one not in good and not PLAIN_NUMBER.fullmatch(one)
                }
                - {*symbols.obsolete},
                "holds neither a plain number nor a symbol",
                "Write no commas, signs or units; 79.2 for a percentage.",
            ),
        }
        if name in strings:
            told.pop("indicator_text")
        for check, (wrong, what, remedy) in told.items():
            rows = pair.data.rows_with(name, wrong & {*cells})
            if rows:
                yield fail(check, pair.data.file, f"'{name}' {what}: {lines(rows)}.", remedy)
        older = {*symbols.older} & {*cells}
        if older:
            what = f"'{name}' has symbols of an older form: {named(sorted(older))}."
            better = named(symbols.older[one] for one in sorted(older))
            yield warn("indicator_older", pair.data.file, what, f"Write {better}.")


def words_for_nothing(pair: Pair, standard: Standard) -> Iterator[Finding]:
    symbols = standard.symbols
    for sheet in (pair.data, pair.meta):
        for name, cells in sheet.columns.items():
            rows = [i for i, cell in enumerate(cells) if cell in symbols.not_a_value]
            if rows:
                what = f"'{name}' has a word for nothing, such as NULL or NA: {lines(rows)}."
                yield fail("null_word", sheet.file, what, "Leave it blank, or use a symbol.")
    for name in pair.data.header:
        rows = pair.data.rows_with(name, {*symbols.legacy})
        if rows:
            what = f"'{name}' has a symbol of old, such as .. or n/a: {lines(rows)}."
            yield warn("legacy_symbol", pair.data.file, what, f"Use {named(symbols.allowed)}.")


def formulas(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """What a spreadsheet would reckon with instead of showing it; a legacy - is told above."""
    for sheet in (pair.data, pair.meta):
        for name, cells in sheet.columns.items():
            rows = [
                i
                for i, cell in enumerate(cells)
                if is_formula(cell) and cell not in standard.symbols.legacy
            ]
            if rows:
                what = f"'{name}' begins as a formula does: {lines(rows)}."
                yield fail("formula", sheet.file, what, "Begin it with a letter or a digit.")


def fractions(pair: Pair, standard: Standard) -> Iterator[Finding]:
    """A percentage of 79.2 is written 79.2; DfE's screener does not look, its readers do."""
    for row in pair.described("Indicator"):
        if row["indicator_unit"] != "%" or row["col_name"] not in pair.data.columns:
            continue
        name = row["col_name"]
        cells = [one for one in pair.distinct(name) if PLAIN_NUMBER.fullmatch(one)]
        parts = [one for one in cells if 0 < abs(float(one)) < 1]
        if not parts or any(abs(float(one)) > 1 for one in cells):
            continue
        shown = int(row["indicator_dp"]) if row["indicator_dp"].isdigit() else 0
        if any(len(one.partition(".")[2].rstrip("0")) > shown for one in parts):
            what = (
                f"'{name}' is a percentage and nowhere above 1, with more decimals than it shows."
            )
            yield fail("percent_as_fraction", pair.data.file, what, "Write 79.2, not 0.792.")
        else:
            what = f"'{name}' is a percentage and nowhere above 1."
            remedy = "Look whether it is meant so."
            yield warn("percent_below_one", pair.data.file, what, remedy, is_avoidable=False)


CHECKS = (numbers_or_symbols, words_for_nothing, formulas, fractions)
