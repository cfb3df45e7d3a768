import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from articles.models import Article
from demo import people
from tests.factories import make_rubric

pytestmark = pytest.mark.django_db


def test_the_command_prints_the_paper_and_its_logins(no_drawing):
    screen = io.StringIO()
    call_command("make_demo", stdout=screen)
    assert "reporter, editor, chief, photo, admin" in screen.getvalue()
    assert Article.objects.published().exists()
    for login, (role, first_name, _last_name) in people.LOGINS.items():
        user = authenticate(username=login, password=people.PASSWORD)
        assert (user.first_name, user.groups.get().name) == (first_name, role)
        assert user.is_superuser == (login == "admin")


def test_another_newspaper_is_never_written_into(no_drawing):
    make_rubric("Наши новости")
    with pytest.raises(CommandError, match=r"newspaper|газет"):
        call_command("make_demo", stdout=io.StringIO())
    assert not Article.objects.exists()
