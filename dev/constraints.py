"""`make constraints`: the newest releases that the ranges of pyproject.toml allow."""

import subprocess
import tempfile
import venv
from pathlib import Path

from environment import ROOT, say

EXTRAS = ".[postgres,redis,s3,mail,ops,dev]"


def main():
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        say("Installing everything once, without constraints …")
        subprocess.run([python, "-m", "pip", "install", "-q", EXTRAS], cwd=ROOT, check=True)
        frozen = subprocess.run(
            [python, "-m", "pip", "freeze", "--exclude", "newsroom"],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
    # Names and versions only: where a machine gets its packages from is its own business.
    pins = sorted((line for line in frozen.splitlines() if "==" in line), key=str.lower)
    (ROOT / "constraints.txt").write_text("\n".join(pins) + "\n")
    say(f"{len(pins)} packages in constraints.txt")


if __name__ == "__main__":
    main()
