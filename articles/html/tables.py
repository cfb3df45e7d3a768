"""Rows and cells → a table in which every row is as wide as the others. Pure."""

import re

from . import runs
from .blocks import Cell, Text
from .tree import Node

WIDEST = 30
MOST_CELLS = 5000
NUMBER = re.compile("[−–+<>≈~]?[0-9][0-9 .,:/\u00a0\u202f–−-]*[%‰°]?")


def parts(table):
    """Yield ("caption", node), ("head", cells) or ("body", cells) of `table`, in order."""
    for child in table.children:
        if not isinstance(child, Node):
            continue
        if child.tag == "caption":
            yield "caption", child
        elif child.tag == "tr":
            yield "body", _cells(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            place = "head" if child.tag == "thead" else "body"
            for row in child.children:
                if isinstance(row, Node) and row.tag == "tr":
                    yield place, _cells(row)


def _cells(row):
    return [node for node in row.children if isinstance(node, Node) and node.tag in ("td", "th")]


def cell(node, blocks, *, is_header):
    return Cell(
        tuple(blocks),
        is_header or node.tag == "th",
        _span(node.get("colspan")),
        _span(node.get("rowspan")),
    )


def _span(text):
    return min(max(int(text), 1), WIDEST) if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) else 1


def squared(rows):
    """Return `rows` of cells with gaps filled and spans cut to fit; None if that is no table.

    What is wider than `WIDEST` or longer than `MOST_CELLS` nobody can read as a table.
    """
    rows = [row for row in rows if row]
    if not rows or max(len(row) for row in rows) > WIDEST:
        return None
    placed = _placed(rows)
    width = max((column + cell.columns for row in placed for column, cell in row), default=0)
    if width > WIDEST or width * len(rows) > MOST_CELLS:
        return None
    return _without_hollow_columns(_filled(placed, width), width)


def _placed(rows):
    """Return for each row its `(column, cell)`: spans are cut where they would overlap."""
    taken, placed = set(), []
    for number, row in enumerate(rows):
        column, here = 0, []
        for cell in row:
            while (number, column) in taken:
                column += 1
            columns = 1
            while columns < cell.columns and (number, column + columns) not in taken:
                columns += 1
            height = min(cell.rows, len(rows) - number)
            # A cell below is never taken already: rows are placed from the top.
            taken.update((number + y, column + x) for y in range(height) for x in range(columns))
            here.append((column, Cell(cell.blocks, cell.is_header, columns, height)))
            column += columns
        placed.append(here)
    return placed


def _filled(placed, width):
    taken = {
        (number + y, column + x)
        for number, row in enumerate(placed)
        for column, cell in row
        for y in range(cell.rows)
        for x in range(cell.columns)
    }
    for number, row in enumerate(placed):
        is_header = bool(row) and all(cell.is_header for column, cell in row)
        row += [
            (column, Cell(is_header=is_header))
            for column in range(width)
            if (number, column) not in taken
        ]
        row.sort(key=lambda place: place[0])
    return placed


def _without_hollow_columns(placed, width):
    """A column or row in which no cell begins is only the width of another: it is taken out."""
    begun = {column for row in placed for column, cell in row}
    rows_begun = [bool(row) for row in placed]
    return tuple(
        tuple(
            Cell(
                cell.blocks,
                cell.is_header,
                sum(column + x in begun for x in range(cell.columns)),
                sum(rows_begun[number : number + cell.rows]),
            )
            for column, cell in row
        )
        for number, row in enumerate(placed)
        if row
    )


def split(rows):
    """Return `(head, body)`: rows of `(column, cell)` above and below the end of the headings.

    The head is the rows at the top that hold only headings and reach into no row below them.
    """
    head = 0
    while head < len(rows) and all(cell.is_header for cell in rows[head]):
        head += 1
    while head and any(
        number + cell.rows > head for number, row in enumerate(rows[:head]) for cell in row
    ):
        head -= 1
    placed = _placed(rows)
    return placed[:head], placed[head:]


def numeric_columns(placed):
    """Return the columns that hold numbers and nothing else: they are set flush right."""
    texts = {}
    for row in placed:
        for column, cell in row:
            said = " ".join(
                runs.words(block.runs) for block in cell.blocks if isinstance(block, Text)
            )
            if said and cell.columns == 1:
                texts.setdefault(column, []).append(said)
    return {
        column for column, said in texts.items() if all(NUMBER.fullmatch(text) for text in said)
    }
