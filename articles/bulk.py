"""Rows by the thousand, past the objects: for tables that are written by the million."""

import datetime

from django.db import connection


def insert(model, names, rows):
    """Insert `rows`, tuples in the order of the fields `names`.

    Values are as the database takes them: `plain()` and `moment()` make them so. Nothing of the
    model runs: no `save`, no signals, no defaults.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608
            return
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def update(model, names, rows):
    """Set the fields `names` of the rows whose keys stand last in `rows`, one statement a row."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    columns = ", ".join(f"{quote(model._meta.get_field(name).column)} = %s" for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {columns} WHERE {key} = %s", rows)  # noqa: S608


def trust_references():
    """Let PostgreSQL not look up, for each row of this transaction, what the row points to.

    That took longer than all the rest. Only for rows that point to what was just read or written;
    whoever may not ask for it (who is no superuser) goes without.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute("SET LOCAL session_replication_role = replica")


def plain(model, name, value):
    """Return `value` as the database takes it in the column of the field `name`."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)


def moment(at):
    """Return the aware datetime `at` as both databases read it, in a tenth of `plain()`'s time."""
    written = str(at.astimezone(datetime.UTC))
    return written.removesuffix("+00:00") if connection.vendor == "sqlite" else written


def weigh():
    """Let the database look at what it holds now, so that it plans for so many rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # An index answers alone only where all rows are known to be visible.
            cursor.execute("VACUUM (ANALYZE)")
            return
        # A thousand rows of each index say as much as all of them: 2 s instead of minutes.
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")


def next_keys(model, number):
    """Return `number` primary keys that nobody else will get. To be called in a transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The transaction holds the write lock, and inserting a key moves this counter on.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or [0])[0]
            return list(range(last + 1, last + number + 1))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, number],
        )
        return [key for (key,) in cursor.fetchall()]
