"""Bring database, demo and static files up to date; runs inside the virtual environment."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()


def main():
    (settings.BASE_DIR / "var").mkdir(exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    if is_empty():
        print("The database is empty: printing a demo newspaper …", flush=True)
        call_command("make_demo")
    call_command("collectstatic", verbosity=0, interactive=False)


def is_empty():
    """Nobody works here yet: a paper of one's own, however new, has at least its first login."""
    return not django.contrib.auth.get_user_model().objects.exists()


if __name__ == "__main__":
    main()
