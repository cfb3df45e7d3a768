"""The virtual environment in `.venv`, made once and renewed when what it depends on changed.

Runs before anything is installed: the standard library only.
"""

import hashlib
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEEDED = (3, 11)
# What Python does all day in the project: calls, texts, lists, objects. Something of each, for one
# loop alone takes twice as long in one process as in the next, by where it happens to lie.
LAP = """
import time
from fractions import Fraction
from string import Template
card = Template("<p>$number $words</p>")
def lap(began):
    rows = [{"number": number, "words": [str(number)] * 5} for number in range(300)]
    for _ in range(3):
        for row in sorted(rows, key=lambda row: -row["number"]):
            card.substitute(row | {"words": ", ".join(word.upper() for word in row["words"])})
        sum(Fraction(number, number + 1) for number in range(100))
    return time.process_time() - began
print(min(lap(time.process_time()) for _ in range(3)))
"""


def ready(*extras):
    """Make `.venv` hold the project with `extras`; quick when nothing changed.

    Leaves the program with a sentence when this machine cannot do it.
    """
    ready_for_packages()
    stamp = VENV / "installed"
    wanted = fingerprint()
    known, _, installed = stamp.read_text().partition(" ") if stamp.exists() else ("", "", "")
    extras = sorted({*extras, *(installed.split(",") if known == wanted and installed else [])})
    if known == wanted and installed == ",".join(extras):
        return
    stamp.unlink(missing_ok=True)
    say("Installing the packages of constraints.txt …")
    target = f".[{','.join(extras)}]" if extras else "."
    install(target)
    stamp.write_text(f"{wanted} {','.join(extras)}")


def install(target):
    """Install with uv, which takes a third of pip's time; with pip where uv fails."""
    wish = ["pip", "install", "-q", "-c", "constraints.txt"]
    pip = [PYTHON, "-m", *wish]
    uv = [PYTHON, "-m", "uv", *wish, "--compile-bytecode"]
    # uv itself does not ask how pip was told to reach its index.
    how = os.environ | {"VIRTUAL_ENV": str(VENV), "UV_SYSTEM_CERTS": "1"} | index_of_pip()
    if not (succeeds([*pip, "uv"], how) and succeeds([*uv, "-e", target], how)):
        run_or_leave(
            [*pip, "-e", target], "The packages could not be installed; the lines above say why."
        )


def succeeds(command, environment):
    return not subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=False
    ).returncode


def index_of_pip():
    """Return for uv's environment where pip looks for packages, if it was told."""
    asked = [PYTHON, "-m", "pip", "config", "get", "global.index-url"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    index = os.environ.get("PIP_INDEX_URL") or told
    return {"UV_DEFAULT_INDEX": index} if index else {}


def ready_for_packages():
    """Make `.venv` unless it is there, with no more in it than Python brings."""
    if sys.version_info < NEEDED:
        sys.exit(
            f"Python {NEEDED[0]}.{NEEDED[1]} or newer is needed, this is "
            f"{sys.version.split()[0]}. Say which one to use: make PYTHON=python3.12 …"
        )
    if not PYTHON.exists():
        say("Making a virtual environment in .venv …")
        make_venv()


def fingerprint():
    """Return what the environment depends on, as one word."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv():
    python = interpreter()
    if not has_ensurepip(python) and os.geteuid() == 0 and shutil.which("apt-get"):
        # Debian ships Python without the half of `venv` that brings pip.
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "python3-venv"], check=False)
    run_or_leave(
        [python, "-m", "venv", "--clear", VENV],
        "No virtual environment could be made. On Debian: apt install python3-venv",
    )


def interpreter():
    """Return the Python to use: this one, or where that may be chosen, a clearly quicker one.

    Only of the same version. A Python compiled without a profile of its own work, as pyenv does
    unless told otherwise, needs half as long again for everything; the system's often has one.
    """
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    others = (
        [f"/usr/bin/{version}", f"/usr/local/bin/{version}"] if "ANY_PYTHON" in os.environ else []
    )
    found = [python for python in others if Path(python).exists() and has_ensurepip(python)]
    if not found:
        return sys.executable
    # Turn by turn: what else is at work for a while slows both.
    shares = {
        python: statistics.median(lap(python) / lap(sys.executable) for _turn in range(9))
        for python in found
    }
    quickest = min(found, key=shares.get)
    return quickest if shares[quickest] < 0.9 else sys.executable


def lap(python):
    """Return how many seconds of CPU the same work takes this Python."""
    ran = subprocess.run([python, "-I", "-c", LAP], capture_output=True, text=True, check=False)
    return float(ran.stdout) if ran.returncode == 0 else float("inf")


def has_ensurepip(python):
    probe = [python, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def run_or_leave(command, sentence):
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(sentence)


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    ready(*sys.argv[1:])
