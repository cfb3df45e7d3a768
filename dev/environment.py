"""The virtual environment in `.venv`, made once and renewed when what it depends on changed.

Runs before anything is installed: the standard library only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEEDED = (3, 11)


def ready(*extras):
    """Make `.venv` hold the project with `extras`; quick when nothing changed.

    Leaves the program with a sentence when this machine cannot do it.
    """
    if sys.version_info < NEEDED:
        sys.exit(
            f"Python {NEEDED[0]}.{NEEDED[1]} or newer is needed, this is "
            f"{sys.version.split()[0]}. Say which one to use: make PYTHON=python3.12 …"
        )
    stamp = VENV / "installed"
    wanted = fingerprint()
    known, _, installed = stamp.read_text().partition(" ") if stamp.exists() else ("", "", "")
    extras = sorted({*extras, *(installed.split(",") if known == wanted and installed else [])})
    if known == wanted and installed == ",".join(extras) and PYTHON.exists():
        return
    stamp.unlink(missing_ok=True)
    if not PYTHON.exists():
        say("Making a virtual environment in .venv …")
        make_venv()
    say("Installing the packages of constraints.txt …")
    target = f".[{','.join(extras)}]" if extras else "."
    run_or_leave(
        [PYTHON, "-m", "pip", "install", "-q", "-c", "constraints.txt", "-e", target],
        "The packages could not be installed; the lines above say why.",
    )
    stamp.write_text(f"{wanted} {','.join(extras)}")


def fingerprint():
    """Return what the environment depends on, as one word."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv():
    if not has_ensurepip() and os.geteuid() == 0 and shutil.which("apt-get"):
        # Debian ships Python without the half of `venv` that brings pip.
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "python3-venv"], check=False)
    run_or_leave(
        [sys.executable, "-m", "venv", "--clear", VENV],
        "No virtual environment could be made. On Debian: apt install python3-venv",
    )


def has_ensurepip():
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def run_or_leave(command, sentence):
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(sentence)


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    ready(*sys.argv[1:])
