"""Results, one JSON line each, so that `docs/performance.md` can show where they came from."""

import datetime
import json

from .machine import ROOT

FILE = ROOT / "benchmarks" / "results.jsonl"


def keep(benchmark, machine, rows):
    """Append what was measured; rows: dictionaries of names and numbers."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes")
    line = {"benchmark": benchmark, "at": now, "machine": machine, "rows": rows}
    with FILE.open("a") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def kept(benchmark):
    """Return what was kept of a benchmark, oldest first."""
    if not FILE.exists():
        return []
    lines = map(json.loads, FILE.read_text().splitlines())
    return [line for line in lines if line["benchmark"] == benchmark]


def table(rows, columns):
    """Return `rows` as text. columns: `(key, heading, format)`; a missing number is a dash."""
    heading = [heading for _key, heading, _form in columns]
    lines = [[said(row.get(key), form) for key, _heading, form in columns] for row in rows]
    cells = [heading, *lines]
    widths = [max(len(line[place]) for line in cells) for place in range(len(columns))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def said(value, form):
    return "—" if value is None else format(value, form)
