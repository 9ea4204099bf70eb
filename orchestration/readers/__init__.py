"""Turns a supplier's file into tables of text with file, line and column; a contract names which.

Readers give no meaning to what they read: no types, no codes, no clean-up.
"""

from orchestration.readers.delimited import read_delimited
from orchestration.readers.extract import Extract, Reader, Task
from orchestration.readers.wide_workbook import read_wide_workbook
from orchestration.readers.workbook import read_workbook
from orchestration.readers.xml import read_xml

READERS: dict[str, Reader] = {
    "delimited": read_delimited,
    "workbook": read_workbook,
    "wide_workbook": read_wide_workbook,
    "xml": read_xml,
}

__all__ = ["READERS", "Extract", "Reader", "Task"]
