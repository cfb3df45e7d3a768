"""What ran, what failed, and what could not run."""

from dataclasses import dataclass, field
from xml.etree import ElementTree

SHOWN = 30


@dataclass
class Outcome:
    """The sum of all steps. A step that is no test run counts as one test.

    must_be_whole: what could not run is a failure. unsteady: tests that failed among all others
    and passed when they were asked once more.
    """

    must_be_whole: bool
    passed: int = 0
    failed: list[str] = field(default_factory=list)
    unsteady: list[str] = field(default_factory=list)
    # A test that one database skips may have run on the other.
    ran: set[tuple[str, str]] = field(default_factory=set)
    skipped: dict[tuple[str, str], str] = field(default_factory=dict)
    impossible: dict[str, str] = field(default_factory=dict)

    def add(self, name, *, went_well, report=None):
        if report is None:
            self.passed += went_well
            self.failed += [] if went_well else [name]
            return
        failed_before = len(self.failed)
        for case in ElementTree.parse(report).iter("testcase") if report.exists() else ():
            self._add_test(name, case)
        if not went_well and len(self.failed) == failed_before:
            self.failed.append(name)

    def _add_test(self, step, case):
        test = _test(case)
        if _went_wrong(case):
            self.failed.append(f"{step}: {'.'.join(test)}")
        elif (skip := case.find("skipped")) is not None:
            self.skipped[test] = skip.get("message", "")
            return
        else:
            self.passed += 1
        self.ran.add(test)

    def add_once_more(self, name, report):
        """Believe what `report` says of tests of the step `name` that failed at first."""
        for case in ElementTree.parse(report).iter("testcase") if report.exists() else ():
            test = f"{name}: {'.'.join(_test(case))}"
            if test in self.failed and not _went_wrong(case):
                self.failed.remove(test)
                self.unsteady.append(test)
                self.passed += 1

    def could_not_run(self, name, reason):
        self.impossible[name] = reason

    @property
    def not_run(self):
        """Return `{what: why}` of everything that ran nowhere."""
        skipped = {
            ".".join(test): why for test, why in self.skipped.items() if test not in self.ran
        }
        return self.impossible | skipped

    @property
    def is_good(self):
        return bool(self.passed) and not self.failed and not (self.must_be_whole and self.not_run)

    def summary(self, *, seconds):
        lines = [""]
        if self.not_run:
            lines.append(
                "DID NOT RUN" + (", which is a failure here:" if self.must_be_whole else ":")
            )
            lines += [f"  {what}: {why}" for what, why in self.not_run.items()]
        if self.unsteady:
            lines += ["UNSTEADY, failed once and passed alone; each is a fault to be found:"]
            lines += [f"  {name}" for name in self.unsteady]
        if self.failed:
            lines += ["FAILED:", *(f"  {name}" for name in self.failed[:SHOWN])]
            if len(self.failed) > SHOWN:
                lines.append(f"  … and {len(self.failed) - SHOWN} more, in var/test/")
        missed = len(self.not_run) if self.must_be_whole else 0
        skips = f", {len(self.not_run)} skipped" if self.not_run else ""
        lines.append(f"{int(seconds) // 60} min {int(seconds) % 60} s")
        lines.append(f"{self.passed} passed, {len(self.failed) + missed} failed{skips}")
        return "\n".join(lines)


def failed_in(report):
    """Return the tests that failed, as pytest takes them on its command line."""
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()
    return [f"{_file(case)}::{case.get('name')}" for case in cases if _went_wrong(case)]


def _file(case):
    return case.get("classname").replace(".", "/") + ".py"


def _test(case):
    return case.get("classname"), case.get("name")


def _went_wrong(case):
    return case.find("failure") is not None or case.find("error") is not None
