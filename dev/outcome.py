"""What ran, what failed, and what could not run."""

from dataclasses import dataclass, field
from xml.etree import ElementTree

SHOWN = 30


@dataclass
class Outcome:
    """The sum of all steps. A step that is no test run counts as one test.

    must_be_whole: what could not run is a failure.
    """

    must_be_whole: bool
    passed: int = 0
    failed: list[str] = field(default_factory=list)
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
        test = (case.get("classname"), case.get("name"))
        if case.find("failure") is not None or case.find("error") is not None:
            self.failed.append(f"{step}: {'.'.join(test)}")
        elif (skip := case.find("skipped")) is not None:
            self.skipped[test] = skip.get("message", "")
            return
        else:
            self.passed += 1
        self.ran.add(test)

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
        if self.failed:
            lines += ["FAILED:", *(f"  {name}" for name in self.failed[:SHOWN])]
            if len(self.failed) > SHOWN:
                lines.append(f"  … and {len(self.failed) - SHOWN} more, in var/test/")
        missed = len(self.not_run) if self.must_be_whole else 0
        skips = f", {len(self.not_run)} skipped" if self.not_run else ""
        lines.append(f"{int(seconds) // 60} min {int(seconds) % 60} s")
        lines.append(f"{self.passed} passed, {len(self.failed) + missed} failed{skips}")
        return "\n".join(lines)
