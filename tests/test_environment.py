"""Which Python the two commands of a new machine take, and what brings the packages there."""

import sys
from types import SimpleNamespace

import pytest

from tests import ROOT

QUICK, SLOW = 0.006, 0.010


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "dev"))
    import environment

    monkeypatch.setattr(environment, "has_ensurepip", lambda python: True)
    monkeypatch.setattr(environment, "Path", lambda path: SimpleNamespace(exists=lambda: True))
    return environment


@pytest.fixture
def laps(environment, monkeypatch):
    """Return a function that says how long this Python and all others take."""

    def take(*, this, others):
        lap = {sys.executable: this}
        monkeypatch.setattr(environment, "lap", lambda python: lap.get(python, others))

    return take


def test_a_clearly_quicker_python_of_the_same_version_is_taken(environment, laps, monkeypatch):
    monkeypatch.setenv("ANY_PYTHON", "yes")
    laps(this=SLOW, others=QUICK)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    assert environment.interpreter() in (f"/usr/bin/{version}", f"/usr/local/bin/{version}")


@pytest.mark.parametrize("others", [SLOW, SLOW * 0.92, float("inf")])
def test_no_other_is_taken_for_next_to_nothing(environment, laps, monkeypatch, others):
    monkeypatch.setenv("ANY_PYTHON", "yes")
    laps(this=SLOW, others=others)
    assert environment.interpreter() == sys.executable


def test_whoever_says_which_gets_that_one(environment, laps, monkeypatch):
    monkeypatch.delenv("ANY_PYTHON", raising=False)
    laps(this=SLOW, others=QUICK)
    assert environment.interpreter() == sys.executable


def test_a_python_that_fails_is_the_slowest(environment):
    assert environment.lap("/bin/false") == float("inf")
    assert 0 < environment.lap(sys.executable) < 10


@pytest.fixture
def installers(environment, monkeypatch):
    """Return a function that installs while some installers fail, and returns whom it asked."""

    def install(*failing, index=""):
        asked = []

        def run(command, env=None, **how):
            if "config" in command:
                return SimpleNamespace(stdout=f"{index}\n")
            name = "uv" if command[2] == "uv" else "bringing uv" if "uv" in command else "pip"
            asked.append((name, (env or {}).get("UV_DEFAULT_INDEX")))
            return SimpleNamespace(returncode=name in failing)

        monkeypatch.setattr(environment.subprocess, "run", run)
        monkeypatch.delenv("PIP_INDEX_URL", raising=False)
        monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
        environment.install(".[dev]")
        return asked

    return install


def test_packages_are_installed_with_uv(installers):
    assert installers() == [("bringing uv", None), ("uv", None)]


def test_uv_asks_the_index_of_pip(installers):
    index = "https://index.example/simple"
    assert installers(index=index)[-1] == ("uv", index)


def test_pip_installs_where_uv_cannot_be_had_or_fails(installers):
    assert [name for name, _ in installers("bringing uv")] == ["bringing uv", "pip"]
    assert [name for name, _ in installers("uv")] == ["bringing uv", "uv", "pip"]


def test_whoever_gets_no_packages_is_told(installers):
    with pytest.raises(SystemExit, match="could not be installed"):
        installers("bringing uv", "pip")
