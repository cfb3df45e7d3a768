"""`make bench`: every benchmark, one after another, and the plots of what they found."""

import subprocess
import sys

from environment import PYTHON, ROOT, ready, say


def main():
    ready("dev", "postgres")
    failed = []
    for benchmark in sorted((ROOT / "benchmarks").glob("[!_]*.py")):
        say(f"\n— {benchmark.stem}")
        if subprocess.run([PYTHON, benchmark], cwd=ROOT, check=False).returncode:
            failed.append(benchmark.stem)
    subprocess.run([PYTHON, "-m", "benchmarks.measuring.plots"], cwd=ROOT, check=True)
    if failed:
        sys.exit(f"\nOver their limits: {', '.join(failed)}")


if __name__ == "__main__":
    main()
