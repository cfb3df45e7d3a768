"""`make test` and `make check`: every step, one line each, and the whole truth at the end."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import postgres
from environment import PYTHON, ROOT, VENV, ready, ready_for_packages, say
from machine import equip
from outcome import Outcome, failed_in

REPORTS = ROOT / "var" / "test"
CORES = 2
#: Where tests that drive a browser lie; to look for them among all others took ten seconds.
BROWSER_TESTS = ["tests/browser", "tests/writing"]
#: So many tests that failed are asked once more; of more, none is a matter of chance.
FEW = 3
PACKAGES = sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"})
DEPLOYED = {
    "SITE_URL": "https://paper.example",
    "ALLOWED_HOSTS": "paper.example",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "TRUSTED_PROXIES": "127.0.0.1",
}
# What an administrator's shell may hold must not decide whether the tests pass.
OURS = {
    *("DATABASE_URL", "CACHE_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "SITE_URL", "SITE_NAME"),
    *("TIME_ZONE", "LANGUAGES", "MEDIA_URL", "MEDIA_ROOT", "EMAIL_URL", "TRUSTED_PROXIES"),
    *("S3_BUCKET", "DATABASE_REPLICA_URL", "PAGECACHE_BYTES", "PURGE_URL", "PURGE_SECRET"),
    *("S3_BACKUP_BUCKET", "BACKUP_PASSPHRASE", "BACKUP_PASSPHRASE_FILE"),
    # Without compiled files every process would compile all of it again: 20 s of a core each.
    "PYTHONDONTWRITEBYTECODE",
}


@dataclass
class Step:
    """A command with a name.

    of: the step of which this one asks some tests once more.
    """

    name: str
    command: list
    environment: dict = field(default_factory=dict)
    of: str | None = None

    @property
    def report(self):
        """Where pytest writes which test passed; other steps have none."""
        return REPORTS / f"{self.name.replace(' ', '-')}.xml" if "pytest" in self.command else None

    def start(self):
        self.began = time.monotonic()
        self.log = (REPORTS / f"{self.name.replace(' ', '-')}.log").open("w+b")
        command = [*self.command, f"--junit-xml={self.report}"] if self.report else self.command
        clean = {key: value for key, value in os.environ.items() if key not in OURS}
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=clean | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            # A group of its own, so that an interruption takes its children, too.
            start_new_session=True,
        )

    def end(self):
        """Return whether it went well, having said so in a line."""
        seconds = time.monotonic() - self.began
        went_well = self.process.returncode == 0
        say(f"  {'ok' if went_well else 'FAILED':8}{self.name:36}{seconds:7.1f} s")
        if not went_well:
            self.log.seek(0)
            say(self.log.read().decode(errors="replace"))
        self.log.close()
        return went_well

    def interrupt(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


def quick_steps():
    tool = VENV / "bin"
    templates = sorted(map(str, (ROOT / "templates").rglob("*.html")))
    manage = [PYTHON, "manage.py"]
    return [
        Step("types", [tool / "mypy", *PACKAGES]),
        Step("lint", [tool / "ruff", "check", "."]),
        Step("format", [tool / "ruff", "format", "--check", "."]),
        Step("templates: format", [tool / "djade", "--check", "--target-version=5.2", *templates]),
        Step("templates: lint", [tool / "djlint", "--lint", "--quiet", "templates"]),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Step(
            "ready to deploy",
            # What an administrator sets; the imprint, say, is for editors to complete.
            [*manage, "check", "--deploy", "--fail-level=WARNING", "-tsecurity", "-turls"],
            environment=DEPLOYED,
        ),
    ]


def pytest(name, *options, workers=CORES, **environment):
    how = ["-n", str(workers)] if workers > 1 else []
    command = [PYTHON, "-m", "pytest", *how, *options]
    return Step(name, command, environment=environment)


def run(steps, outcome):
    """Run `steps` in order, as many at a time as there are cores; all of them, whatever fails.

    What is asked once more comes last, with nothing beside it.
    """
    waiting, running = list(steps), []
    try:
        while waiting or running:
            while waiting and len(running) < CORES and not (waiting[0].of and running):
                running.append(waiting.pop(0))
                running[-1].start()
            for step in [step for step in running if step.process.poll() is not None]:
                running.remove(step)
                went_well = step.end()
                if step.of:
                    outcome.add_once_more(step.of, step.report)
                    continue
                outcome.add(step.name, went_well=went_well, report=step.report)
                waiting += once_more(step)
            time.sleep(0.05)
    finally:
        for step in running:
            step.interrupt()


def once_more(step):
    """Return the step that asks by themselves the few tests that failed among all others, if any.

    On a busy machine one of six thousand tests may fail for a reason of its own. It is named at
    the end either way.
    """
    failed = failed_in(step.report) if step.report else []
    if not 0 < len(failed) <= FEW:
        return []
    command = [PYTHON, "-m", "pytest", *failed]
    name = f"{step.name}, once more"
    return [Step(name, command, environment=step.environment, of=step.name)]


def everything(outcome, equipping):
    run(quick_steps(), outcome)
    equipping.join()
    # A module stays with one process, and what its tests share is made once; who is done helps.
    usual = ["-m", "not browser and not gameday", "--dist=worksteal"]
    steps = [pytest("tests on SQLite", *usual)]
    with contextlib.ExitStack() as until_the_end:
        try:
            url = until_the_end.enter_context(postgres.server())
        except postgres.Missing as reason:
            outcome.could_not_run("tests on PostgreSQL", str(reason))
        else:
            # Beside them: while the one waits, for a proxy or a server, the other works.
            steps.append(pytest("tests on PostgreSQL", *usual, DATABASE_URL=url))
        in_the_browser = [*BROWSER_TESTS, "-m", "browser and not gameday", "--dist=loadgroup"]
        # One more than cores: some wait for a page.
        steps.append(pytest("tests in the browser", *in_the_browser, workers=CORES + 1))
        run(steps, outcome)


def quick(outcome):
    quick_tests = ["tests/test_architecture.py", "tests/test_docs.py"]
    run([*quick_steps(), pytest("architecture and documents", *quick_tests, workers=1)], outcome)


def main():
    began = time.monotonic()
    # SIGTERM, as from CI: leave as Ctrl-C does, with PostgreSQL stopped and removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    is_quick = "--quick" in sys.argv
    # Both may ask apt, which serves one at a time.
    ready_for_packages()
    # Installing waits for the network and for the disk. Whoever interrupts need not wait for it.
    equipping = threading.Thread(target=equip, daemon=True)
    if not is_quick:
        equipping.start()
    ready("dev", "postgres", "redis", "s3")
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    # What one step of pytest has made for its tests serves the next (`tests/migrated.py`).
    os.environ["FOLDER_OF_THIS_TEST_RUN"] = str(REPORTS)
    outcome = Outcome(must_be_whole=bool(os.environ.get("CI")))
    try:
        quick(outcome) if is_quick else everything(outcome, equipping)
    except KeyboardInterrupt:
        sys.exit("\nInterrupted.")
    say(outcome.summary(seconds=time.monotonic() - began))
    sys.exit(0 if outcome.is_good else 1)


if __name__ == "__main__":
    main()
