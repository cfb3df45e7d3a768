"""pg_dump and pg_restore: found, of the right age, and run without a password in sight."""

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.utils.translation import gettext as _

from .refusals import Refusal

#: Where Debian keeps those of every version.
VERSIONS = Path("/usr/lib/postgresql")
PIECE = 2**20


def find(name, major):
    """Return the path of program `name` that knows servers of version `major`, the nearest one.

    Raises `Refusal` with the package to install.
    """
    found = {}
    for path in [shutil.which(name), *sorted(VERSIONS.glob(f"*/bin/{name}"), reverse=True)]:
        if path and (version := _version(path)) is not None:
            found.setdefault(version, str(path))
    fit = [version for version in found if version >= major]
    if fit:
        return found[min(fit)]
    if found:
        raise Refusal(
            _(
                "%(name)s here is of PostgreSQL %(found)d and cannot work with PostgreSQL "
                "%(major)d. Install the package postgresql-client-%(major)d."
            )
            % {"name": name, "found": max(found), "major": major}
        )
    raise Refusal(
        _("There is no %(name)s on this machine. Install the package postgresql-client-%(major)d.")
        % {"name": name, "major": major}
    )


def _version(path):
    """Return the major version that the program at `path` names, None if it does not run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    number = re.search(r"\s(\d+)(?:\.|\s|$|[a-z])", said.stdout)
    return int(number[1]) if number and said.returncode == 0 else None


@contextmanager
def running(command, *, stdin=None, stdout=None, of_database=False):
    """Yield the process of `command`; raises `Refusal` with its last words if it fails.

    of_database: it is told where the site's database is. Left early, it is ended.
    """
    environment = os.environ.copy()
    if of_database:
        words, secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
        command = [*command, *words[1:]]
        environment |= secrets or {}
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603
            command, stdin=stdin, stdout=stdout, stderr=complaints, env=environment
        )
        try:
            yield process
        except BrokenPipeError:
            # It has said why, and that is what counts.
            if not process.wait():
                raise
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            for pipe in (process.stdin, process.stdout):
                if pipe and not pipe.closed:
                    _close(pipe)
        if process.wait():
            complaints.seek(0)
            lines = complaints.read(PIECE).decode(errors="replace").strip().splitlines()
            raise Refusal(
                _("%(name)s failed: %(why)s")
                % {"name": Path(command[0]).name, "why": lines[-1] if lines else process.returncode}
            )


def _close(pipe):
    with suppress(BrokenPipeError):
        pipe.close()
