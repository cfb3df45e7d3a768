"""Whether what lines point to is there: the keys of every sheet that is pointed to."""

import bisect
from array import array


class Keys:
    """The keys of one sheet, added in their order. Numbers take eight bytes each."""

    def __init__(self):
        self._numbers = array("q")
        self._others = set()

    def add(self, key):
        if isinstance(key, int):
            self._numbers.append(key)
        else:
            self._others.add(key)

    def __contains__(self, key):
        if isinstance(key, int):
            place = bisect.bisect_left(self._numbers, key)
            return place < len(self._numbers) and self._numbers[place] == key
        return key in self._others


class References:
    """What every sheet's lines point to, asked while the sheets are read one after another."""

    def __init__(self, sheets):
        self._keys = {sheet.table: Keys() for sheet in sheets}
        wanted = {table for sheet in sheets for table in sheet.references().values()}
        self._wanted = wanted & self._keys.keys()
        self._of = {sheet.name: sheet.references() for sheet in sheets}
        # Of a sheet that points to itself, those of later lines: (line, column, key).
        self._waiting = []

    def note(self, sheet, number, line):
        """Take in line `number` of `sheet`; return the columns that point to nothing."""
        if sheet.table in self._wanted:
            self._keys[sheet.table].add(line[sheet.key[0]])
        nowhere = []
        for column, table in self._of[sheet.name].items():
            key = line.get(column)
            if key is None or key in self._keys.get(table, ()):
                continue
            if table == sheet.table:
                self._waiting.append((number, column, key))
            else:
                nowhere.append(column)
        return nowhere

    def at_the_end_of(self, sheet):
        """Yield `(line, column)` of what points to no line of `sheet`, which has been read."""
        keys = self._keys.get(sheet.table)
        for number, column, key in self._waiting:
            if key not in keys:
                yield number, column
        self._waiting = []
