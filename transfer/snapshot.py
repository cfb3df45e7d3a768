"""One moment of the database, held while the site goes on writing."""

import contextlib

from django.db import connection, transaction


@contextlib.contextmanager
def snapshot():
    """Let all that is read inside be of one moment. Nobody who writes waits for it.

    Inside a transaction that is open already, its own view holds.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # IMMEDIATE would take the lock that those who write are waiting for. In WAL whoever reads
        # sees the file as it was at the first question.
        with _deferred(), transaction.atomic():
            yield


@contextlib.contextmanager
def _deferred():
    # Known only once there is a connection.
    connection.ensure_connection()
    mode = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode
