"""In which order `make test` runs its steps."""

import sys

import pytest

from tests import ROOT

#: Says when it begins, waits for `seconds`, says when it ends.
WAIT = """
import sys, time
name, diary, seconds = sys.argv[1:]
for word in ("begins", "ends"):
    with open(diary, "a") as file:
        file.write(f"{name} {word}\\n")
    time.sleep(float(seconds) if word == "begins" else 0)
sys.exit(name == "fails")
"""


class Heard(list):
    """Stands for the outcome: what it is told."""

    def add(self, name, *, went_well, report):
        self.append((name, went_well))

    def add_once_more(self, name, report):
        self.append((f"{name}, once more", True))


@pytest.fixture
def suite(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "dev"))
    import suite  # it lies beside the house, where only its own programs look

    monkeypatch.setattr(suite, "REPORTS", tmp_path)
    return suite


@pytest.fixture
def step(suite, tmp_path):
    def make(name, seconds, **how):
        diary = str(tmp_path / "diary")
        return suite.Step(name, [sys.executable, "-c", WAIT, name, diary, str(seconds)], **how)

    return make


@pytest.fixture
def diary(tmp_path):
    return lambda: (tmp_path / "diary").read_text().splitlines()


def test_two_steps_run_side_by_side_and_a_third_when_one_ends(suite, step, diary):
    suite.run([step("first", 3), step("second", 0), step("third", 0)], Heard())
    said = diary()
    assert said.index("second ends") < said.index("third begins")
    assert said[-1] == "first ends"


def test_what_failed_is_asked_once_more_when_nothing_else_is_at_work(
    suite, step, diary, monkeypatch
):
    again = {"fails": [step("again", 0, of="fails")]}
    monkeypatch.setattr(suite, "once_more", lambda of: again.get(of.name, []))
    heard = Heard()
    suite.run([step("fails", 0), step("slow", 2), step("third", 0)], heard)
    assert diary()[-2:] == ["again begins", "again ends"]
    assert heard[0] == ("fails", False)
    assert heard[-1] == ("fails, once more", True)
