import os
import shutil
import subprocess
import sys

import pytest

from newsroom import checks as ours
from paper.models import Paper
from tests import ROOT
from tests.migrated import sqlite_file

GOOD = {
    "SITE_URL": "https://zimnik.example",
    "ALLOWED_HOSTS": "zimnik.example",
    "SECRET_KEY": "k7Zp3vQx9Lw2Rt8Yb4Nc6Hd1Jf5Ks0Mg-aEiOuPqWzXyTrVn_Bl",
    "TRUSTED_PROXIES": "127.0.0.1",
    "EMAIL_URL": "smtp+tls://desk:secret@mail.example:587",
}


@pytest.mark.parametrize(
    ("check", "settings_of_it", "problem"),
    [
        (ours.languages_are_known, {"LANGUAGES": []}, "newsroom.E002"),
        (ours.languages_are_known, {"LANGUAGES": [("tlh", "tlh")]}, "newsroom.E003"),
        (ours.time_zone_is_known, {"TIME_ZONE": "Asia/Nowhere"}, "newsroom.E004"),
        (ours.time_zone_is_known, {"TIME_ZONE": "../etc"}, "newsroom.E004"),
        (ours.trusted_proxies_are_networks, {"TRUSTED_PROXIES": ["nginx"]}, "newsroom.E005"),
        (
            ours.replica_is_postgresql,
            {
                "DATABASES": {
                    "default": {"ENGINE": "django.db.backends.sqlite3"},
                    "replica": {"ENGINE": "django.db.backends.postgresql"},
                }
            },
            "newsroom.E012",
        ),
        (ours.secret_key_is_given, {"SECRET_KEY_IS_LOCAL": True}, "newsroom.W001"),
        (ours.debug_is_off, {"DEBUG": True}, "newsroom.E006"),
        (ours.site_url_is_given, {"SITE_URL": ""}, "newsroom.E001"),
        (ours.site_url_is_given, {"SITE_URL": "zimnik.example"}, "newsroom.E007"),
        (ours.site_url_is_given, {"SITE_URL": "https://zimnik.example/ru"}, "newsroom.E007"),
        (ours.site_url_is_given, {"SITE_URL": "http://zimnik.example"}, "newsroom.E008"),
        (
            ours.site_url_is_given,
            {"SITE_URL": "https://zimnik.example", "ALLOWED_HOSTS": [".zimnik.example"]},
            "newsroom.E009",
        ),
        (ours.hosts_are_named, {"ALLOWED_HOSTS": ["*"]}, "newsroom.E010"),
        (
            ours.mail_leaves_the_machine,
            {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"},
            "newsroom.W003",
        ),
    ],
)
def test_what_would_hurt_is_named_with_its_remedy(settings, check, settings_of_it, problem):
    for name, value in settings_of_it.items():
        setattr(settings, name, value)
    problems = list(check(None))
    assert [p.id for p in problems] == [problem]
    assert all(p.hint for p in problems)


@pytest.mark.django_db
def test_an_incomplete_imprint_is_an_error_that_names_what_is_missing():
    Paper(name="Зимник", founder="Общество", email="red@zimnik.example").save()
    (problem,) = ours.imprint_is_complete(None)
    assert problem.id == "newsroom.E011"
    assert str(Paper._meta.get_field("editor_in_chief").verbose_name) in problem.msg


def test_every_problem_has_an_id_of_its_own():
    text = (ROOT / "newsroom" / "checks.py").read_text()
    ids = [line.split('"')[1] for line in text.splitlines() if "id=" in line]
    assert len(ids) == len(set(ids)) >= 15


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_proper_environment_passes_the_deployment_check_without_a_word(tmp_path):
    environment = {**GOOD, "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
    shutil.copy(sqlite_file(), tmp_path / "db.sqlite3")
    fill = (
        "import datetime; from paper.models import Paper;"
        "Paper(name='Зимник', founder='Общество', editor_in_chief='Протодьяконов Х.',"
        "email='red@zimnik.example', phone='+7 4112 000000', registered_by='Ведомство',"
        "registration_number='ЭЛ № 00-0000').save()"
    )
    assert manage("shell", "-c", fill, **environment).returncode == 0
    answer = manage("check", "--deploy", "--fail-level=WARNING", **environment)
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


def test_no_environment_at_all_is_told_what_is_missing(tmp_path):
    answer = manage("check", "--deploy", DATABASE_URL=f"sqlite:///{tmp_path / 'db.sqlite3'}")
    assert answer.returncode == 1
    for problem in ("newsroom.E001", "newsroom.W001", "newsroom.W003", "newsroom.W004"):
        assert problem in answer.stderr
