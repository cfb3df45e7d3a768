"""`make run`: from nothing to a newspaper that answers, safe to repeat."""

import os
import socket
import sys

from environment import PYTHON, ROOT, ready, say


def main():
    os.chdir(ROOT)
    port = os.environ.get("PORT", "8000")
    refuse_a_taken(port)
    ready("postgres")
    prepared = os.spawnv(os.P_WAIT, PYTHON, [str(PYTHON), "dev/prepare.py"])
    if prepared:
        sys.exit("The newspaper was not started; the lines above say why.")
    say(f"\n  The paper:  http://127.0.0.1:{port}/\n  The desk:   http://127.0.0.1:{port}/admin/")
    say("  Logins:     reporter, editor, chief, photo, admin; the password of each: zimnik")
    say("  Ctrl-C stops it.\n")
    command = [str(PYTHON), "-m", "gunicorn", "newsroom.wsgi", "--bind", f"127.0.0.1:{port}"]
    # In place of this process: Ctrl-C and SIGTERM reach the server itself.
    os.execv(PYTHON, command)


def refuse_a_taken(port):
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT={port} is no port; choose a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            sys.exit(f"Port {port} needs more rights; choose one above 1023: make run PORT=8000")
        except OSError:
            sys.exit(f"Port {port} is taken; choose another: make run PORT={int(port) % 65535 + 1}")


if __name__ == "__main__":
    main()
