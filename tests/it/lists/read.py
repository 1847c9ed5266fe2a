"""Reads a list's two files with the csv module and openpyxl, and prints what is in them in one form."""

import csv
import datetime
import io
import json
import pathlib
import sys

import openpyxl

folder = pathlib.Path(sys.argv[1])
print(f"files: openpyxl {openpyxl.__version__}, Python {sys.version.split()[0]}", file=sys.stderr)

raw = (folder / "list.csv").read_bytes()
table = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))

book = openpyxl.load_workbook(folder / "list.xlsx")
sheet = book.active
formulas = sum(1 for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def printed(cell):
    """A cell of the workbook as the other file writes it: what is a number or a day there must be one here."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        pattern = {"yyyy\\-mm\\-dd": "%Y-%m-%d", "yyyy\\-mm": "%Y-%m"}.get(cell.number_format, "%Y-%m-%d %H:%M")
        return (value + datetime.timedelta(milliseconds=1)).strftime(pattern)
    if cell.number_format == "#,##0.00":
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, (int, float)):
        return str(int(value))
    return value


def unguarded(text):
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@\t\r\n" else text


rows = [[printed(cell) for cell in row] for row in sheet.iter_rows()]
width = len(rows[0])
rows = [row + [""] * (width - len(row)) for row in rows]
json.dump({
    "bom": raw.startswith(b"\xef\xbb\xbf"),
    "frozen": sheet.freeze_panes,
    "formulas": formulas,
    "csv": {"head": table[0], "rows": [[unguarded(text) or None for text in row] for row in table[1:]]},
    "xlsx": {"head": rows[0], "rows": [[text or None for text in row] for row in rows[1:]]},
}, sys.stdout)
