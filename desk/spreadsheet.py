"""Lines for a spreadsheet: text that no program takes for a formula, in letters it can read."""

import codecs
import csv

#: What a cell begins with that a spreadsheet would compute, their wide twins included.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Without it Excel reads Russian letters as Latin ones.
BEGINNING = codecs.BOM_UTF8


class _Echo:
    """A file that only hands back what is written."""

    def write(self, text):
        return text


def lines(rows, *, semicolons):
    """Yield the file piece by piece, as bytes. rows: iterable of lists of text.

    semicolons: what spreadsheets expect where a comma stands in numbers.
    """
    writer = csv.writer(_Echo(), delimiter=";" if semicolons else ",", quoting=csv.QUOTE_ALL)
    yield BEGINNING
    for row in rows:
        yield writer.writerow([defused(text) for text in row]).encode()


def defused(text):
    """Return `text` so that it is shown and never computed."""
    text = str(text).replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text
