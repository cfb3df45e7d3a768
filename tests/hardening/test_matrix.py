"""Who gets what from every address of the desk: expected from `matrix.txt`, not from the code."""

import logging
from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.views.generic import RedirectView

from accounts.models import User
from articles.models import Article, Autosave
from pagecache.remembered import Remembered
from tests.hardening import matrix
from tests.hardening.newsdesk import OWN, STATES, Newsdesk
from tests.hardening.sent import ASKED, NEVER, beside_the_form, form_of

pytestmark = [
    pytest.mark.django_db,
    # What the next Django takes away is found on every page of the desk.
    pytest.mark.filterwarnings("error::django.utils.deprecation.RemovedInDjango60Warning"),
]

LINES = list(matrix.lines())
DOOR = "/admin/login/"
REFUSED = {403, 404, 405}
#: States whose stories a role may not know of, as the table has it.
HIDDEN = {
    role: {
        state
        for line in LINES
        if (line.name, line.method) == ("admin:articles_article_preview", "get")
        for state in line.states
        if state in STATES and line.answers[role] != 200
    }
    for role in matrix.PEOPLE
}


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker):
    """One newsroom for all lines: what a request did is taken back when it was answered."""
    # A refusal is what most are here for: a traceback in the log for each takes as long as it.
    logging.disable(logging.WARNING)
    with django_db_blocker.unblock(), transaction.atomic():
        yield Newsdesk()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def test_every_address_of_the_desk_is_in_the_table():
    known = {line.name for line in LINES}
    found = {name: path for name, path, _view in matrix.addresses() if not name.endswith(":")}
    missing = {name: path for name, path in found.items() if name not in known}
    assert not missing, (
        f"{matrix.FILE.name} does not say who may ask for {missing}. Add a line for GET and one "
        "for POST under the heading of its section; what a POST sends stands in sent.py beside it."
    )
    assert known == set(found), f"{matrix.FILE.name} names addresses that are gone"


def test_addresses_without_a_name_only_lead_to_others():
    for name, path, view in matrix.addresses():
        if name == "admin:":
            is_redirect = getattr(view, "view_class", RedirectView) is RedirectView
            assert is_redirect, f"{path} needs a name, and lines in {matrix.FILE.name}"


def test_of_every_page_of_a_story_the_table_says_all_states():
    asked = {}
    for line in LINES:
        if {*line.states} & {*STATES, *OWN}:
            asked.setdefault(line.name, {}).setdefault(line.method, set()).update(line.states)
    taken = {(line.name, line.method) for line in LINES if {*line.answers.values()} - {405, 302}}
    missing = {
        f"{page} {method}": sorted({*STATES, *OWN} - states)
        for page, methods in asked.items()
        for method, states in methods.items()
        if (page, method) in taken and {*STATES, *OWN} - states
    }
    assert not missing, f"{matrix.FILE.name} does not say these states: {missing}"


@pytest.mark.one_database
@pytest.mark.parametrize("line", LINES, ids=str)
def test_everybody_gets_what_the_table_says(desk, line):
    states = line.states or ("",)
    found = [
        f"{role}, {state or 'no story'}: {wrong}"
        for state in states
        for role, wanted in line.answers.items()
        # Who has no login is turned away before the story is looked at.
        if wanted and (role != "anonymous" or state == states[0])
        for wrong in _ask(desk, line, state, role, wanted)
    ]
    assert not found, f"{line}\n" + "\n".join(found)


def _ask(desk, line, state, role, wanted):
    """Yield what is wrong with the answer, as sentences, and take back what it did."""
    client, written = desk.clients[role], []
    cookies = client.cookies.copy()
    point = transaction.savepoint()
    try:
        about = desk.about(state, role) if state else None
        sent = _sent(desk, line, about, role)
        with connection.execute_wrapper(partial(_note_writing, written)):
            response = getattr(client, line.method)(desk.address(line.name, about), sent)
        if response.status_code != wanted:
            yield f"{response.status_code} instead of {wanted}"
        sent_to = response.headers.get("Location", DOOR)
        is_out = line.name == "admin:logout" and sent_to == "/admin/"
        if role == "anonymous" and not (sent_to.startswith(DOOR) or is_out):
            yield f"sent to {sent_to}"
        shown = b"".join(response) if response.streaming else response.content
        yield from _names_of_hidden(desk, shown.decode(errors="replace"), state, role)
        if written and (wanted in REFUSED or role == "anonymous"):
            yield f"it was refused, and changed something: {written}"
        if written:
            yield from _what_no_form_may_do(desk)
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies
        if written:
            for item in Remembered.every.values():
                item.forget()


def _sent(desk, line, about, role):
    if line.method == "get":
        return ASKED.get(line.name, {})
    person = desk.people[role]
    if line.name.endswith("_merge") and person:
        typed = {"headline": [f"{about.headline}, набрано"]}
        Autosave.objects.keep(person, about, typed=typed, seen=about.newest)
    return form_of(line.name, about, desk.stories) | beside_the_form(desk.root)


def _note_writing(written, execute, sql, params, many, context):
    """Note statements that change something, save whose login it is and what they have typed."""
    is_own = "django_session" in sql or "articles_autosave" in sql
    if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not is_own:
        written.append(sql[:80])
    return execute(sql, params, many, context)


def _names_of_hidden(desk, shown, state, role):
    whose, _, its_state = state.rpartition(" ")
    known = {its_state} if whose in ("own", "signed", "named") else set()
    for hidden in HIDDEN[role] - known:
        if desk.stories[hidden].headline in shown:
            yield f"it names what is {hidden}"
    if "draft" in HIDDEN[role] and "newer" not in known and "исправленная" in shown:
        yield "it shows what was not published yet"


def _what_no_form_may_do(desk):
    """Yield which fields that no form has arrived all the same."""
    if arrived := [
        name for name, value in NEVER.items() if Article.objects.filter(**{name: value})
    ]:
        yield f"these were written: {arrived}"
    if Article.objects.filter(Q(created_by=desk.root) | Q(held_by=desk.root)).exists():
        yield "a story got another author"
    if Article.objects.published().count() > 2:
        yield "a story was published"
    if User.objects.filter(is_superuser=True).count() > 1:
        yield "somebody became a superuser"
    roles = {(person.pk, role) for role, person in desk.people.items() if person}
    belonging = User.groups.through.objects.filter(user__in=[pk for pk, _role in roles])
    if set(belonging.values_list("user", "group__name")) != roles:
        yield "somebody has other rights now"
