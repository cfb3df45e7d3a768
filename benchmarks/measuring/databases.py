"""One benchmark on both databases, each of its own and thrown away afterwards."""

import os
import subprocess
import sys
import tempfile

from .machine import ROOT


def on_both_databases(benchmark):
    """Run the file `benchmark` with `--here` on SQLite, then on PostgreSQL; return a status.

    It is given the options that this process was given, and a folder of its own for pictures.
    """
    again = [sys.executable, benchmark, *sys.argv[1:], "--here"]
    with tempfile.TemporaryDirectory() as folder:
        here = os.environ | {"MEDIA_ROOT": f"{folder}/media"}
        sqlite = here | {"DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3"}
        failed = subprocess.run(again, env=sqlite, check=False).returncode
        postgres = [sys.executable, str(ROOT / "dev" / "postgres.py"), *again]
        return failed | subprocess.run(postgres, env=here, check=False).returncode
