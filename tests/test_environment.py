"""Which Python the two commands of a new machine take, before anything is installed."""

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
