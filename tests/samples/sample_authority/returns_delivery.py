"""The monthly deliveries of the national workbook.
Its numbers are in returns, its sheets in workbook_layout."""

from .days import second_thursday, shift
from .ledger import Ledger
from .options import Options
from .returns import SHORT_OF_BANDS, WITHOUT_BANDS, Return, return_of
from .workbook_bytes import workbook_bytes
from .workbook_layout import Look, laid_out


def file_name(month: str) -> str:
    return f"community_health_{second_thursday(shift(month, 2)).isoformat()}.xlsx"


def look_of(options: Options, month: str) -> Look:
    """The first half of the months still come in the older layout."""
    older = options.months.index(month) < len(options.months) // 2
    return Look(month, older, options.is_messy)


def write_month(options: Options, ledger: Ledger, month: str) -> Return:
    figures = return_of(options, month)
    file = f"landing/community_waits/{month}/{file_name(month)}"
    ledger.bytes(file, workbook_bytes(laid_out(look_of(options, month), figures)))
    if options.is_messy:
        ledger.note(file, "bands_missing", "V082", column=WITHOUT_BANDS[1])
        ledger.note(file, "bands_short", "V082", column=SHORT_OF_BANDS[1])
    return figures
