#!/usr/bin/env python3
"""Checks security/asvs.tsv: every requirement of OWASP ASVS 5.0, levels 1 and 2, has one row, every test it names
exists, and security/README.md lists the open gaps.

That a test proves what it is named for is for whoever reviews the table to judge. Exits 1 on a breach.
"""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "security" / "asvs.tsv"
LIST = ROOT / "security" / "README.md"
COLUMNS = ["id", "level", "about", "status", "evidence", "note"]
STATUSES = ["test", "not-applicable", "gap"]
# How many requirements of each level the standard has: none is lost or added unnoticed.
LEVELS = {"1": 70, "2": 183}
LONGEST_ABOUT = 80


def number(row):
    return [int(part) for part in row["id"].split(".")]


def evidence_breach(named):
    """What is wrong with `path::name`: a Rust test by its function, a browser's by its words."""
    path, _, name = named.partition("::")
    file = ROOT / path
    if not name:
        return f"{named!r} is not path::name"
    if file.suffix not in (".rs", ".mjs"):
        return f"{path} is neither Rust nor a browser test"
    if not file.is_file():
        return f"{path} does not exist"
    text = file.read_text(encoding="utf-8")
    marked = rf"#\[(?:tokio::)?test\b[^\]]*\]\s+(?:#\[[^\]]*\]\s+)*(?:async )?fn {re.escape(name)}\("
    there = re.search(marked, text) if file.suffix == ".rs" else name in text
    return None if there else f"{path} has no test {name}"


def row_breaches(row):
    if not re.fullmatch(r"\d+\.\d+\.\d+", row["id"]):
        yield "is no number of a requirement"
    if row["level"] not in LEVELS:
        yield f"has level {row['level']!r}"
    if not 0 < len(row["about"]) <= LONGEST_ABOUT:
        yield f"must say in 1 to {LONGEST_ABOUT} characters what it is about"
    if row["status"] not in STATUSES:
        yield f"has status {row['status']!r}, not one of {', '.join(STATUSES)}"
    named = [one for one in row["evidence"].split("; ") if one]
    if row["status"] == "test" and not named:
        yield "names no test"
    if row["status"] != "test" and named:
        yield "names a test though none proves it: say so in the note"
    if row["status"] != "test" and not row["note"].strip():
        yield "needs a note"
    yield from filter(None, map(evidence_breach, named))


def list_breaches(rows):
    """Differences between the open gaps and those that the README lists by theme."""
    listed = collections.Counter(re.findall(r"\b\d+\.\d+\.\d+\b", LIST.read_text(encoding="utf-8")))
    gaps = {row["id"] for row in rows if row["status"] == "gap"}
    yield from (f"{one} is open and stands not in {LIST.name}" for one in sorted(gaps - set(listed)))
    yield from (f"{one} is not open and stands in {LIST.name}" for one in sorted(set(listed) - gaps))
    yield from (f"{one} stands {count} times in {LIST.name}" for one, count in listed.items() if count > 1)


def breaches(rows):
    for row in rows:
        for breach in row_breaches(row):
            yield f"{row['id']} {breach}"
    yield from list_breaches(rows)
    times = collections.Counter(row["id"] for row in rows)
    yield from (f"{one} stands {count} times" for one, count in times.items() if count > 1)
    found = collections.Counter(row["level"] for row in rows)
    for level, wanted in LEVELS.items():
        if found[level] != wanted:
            yield f"{found[level]} requirements of level {level} instead of {wanted}"


def read():
    head, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    if head.split("\t") != COLUMNS:
        raise ValueError(f"the columns are {head!r}, not {', '.join(COLUMNS)}")
    for place, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise ValueError(f"line {place} has {len(cells)} cells instead of {len(COLUMNS)}")
        yield dict(zip(COLUMNS, cells))


def main():
    try:
        rows = list(read())
        found = list(breaches(rows))
    except (OSError, ValueError) as error:
        print(f"asvs: {error}", file=sys.stderr)
        return 1
    if not found and rows != sorted(rows, key=number):
        found = ["the rows are not in the standard's order"]
    for line in found:
        print(f"asvs: {line}", file=sys.stderr)
    count = collections.Counter(row["status"] for row in rows)
    print(f"asvs: {count['test']} tests, {count['not-applicable']} not applicable, {count['gap']} open gaps")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
