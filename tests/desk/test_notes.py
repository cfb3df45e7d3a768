"""Notes beside a story: who reads and writes them, who is told, and that readers never see any."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Autosave
from desk import letters
from desk.addressing import by_login, called
from desk.models import Mention, Note
from tests.factories import make_article, make_user, publish_article

from .people import address_of, filled_in, make_person
from .test_writing import said

pytestmark = pytest.mark.django_db

BROKEN = "tests.desk.post_office.Broken"


def place(story):
    return reverse("desk:note", args=[story.pk])


def colleague(role="chief", username="anna", **fields):
    fields = {"first_name": "Анна", "email": "anna@paper.example"} | fields
    return make_person(role, username=username, **fields)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@anna, посмотри", ["anna"]),
        ("Спроси @Anna.", ["anna"]),
        ("(@boris-2) и @anna и @anna", ["boris-2", "anna"]),
        ("почта x@anna, канал @annabel, @", []),
        ("@@anna", []),
    ],
)
def test_a_call_is_a_login_after_an_at(text, names):
    people = by_login([make_user("anna"), make_user("boris-2")])
    assert [person.username for person in called(text, people)] == names


def test_who_is_addressed_gets_a_letter_and_finds_the_note(
    client, sit, django_capture_on_commit_callbacks
):
    anna = colleague(language="en")
    writer = sit("editor", first_name="Нюргун")
    story = make_article("Лёд встал")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(place(story), {"new-note": "@anna, откуда цифра?"})
    assert answer.headers["Location"] == f"{address_of(story)}#notes"
    letter = mail.outbox[0]
    assert letter.to == ["anna@paper.example"]
    assert letter.subject == "Нюргун wrote to you about “Лёд встал”"
    assert "откуда цифра?" in letter.body and f"{address_of(story)}#notes" in letter.body
    assert Mention.objects.get().sent_at

    client.force_login(anna)
    first = client.get("/admin/").content.decode()
    assert "Written to you" in first and "откуда цифра?" in first
    assert "1 note to you" in client.get("/admin/articles/article/").content.decode()
    page = client.get(address_of(story)).content.decode()
    assert "откуда цифра?" in page and 'title="@anna">@Анна</b>' in page
    assert "Written to you" not in client.get("/admin/").content.decode()
    assert "1 open note" in client.get("/admin/articles/article/").content.decode()
    client.force_login(writer)
    assert "Вам написали" not in client.get("/admin/").content.decode()


def test_an_answer_goes_to_whoever_began_and_opens_the_thread_again(
    client, sit, django_capture_on_commit_callbacks
):
    anna = colleague()
    story = make_article()
    thread = story.notes.create(by=anna, text="Откуда цифра?")
    sit("editor")
    client.post(reverse("desk:settle_note", args=[story.pk, thread.pk]), {"settled": "1"})
    thread.refresh_from_db()
    assert thread.settled_at and thread.settled_by
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"answers": thread.pk, f"answer-{thread.pk}": "От гидрологов."}
        client.post(place(story), sent)
    thread.refresh_from_db()
    assert thread.settled_at is None
    assert [reply.text for reply in thread.replies.all()] == ["От гидрологов."]
    assert Mention.objects.get().user == anna and len(mail.outbox) == 1


def test_who_may_not_see_the_story_cannot_be_addressed_and_the_words_stay(client, sit):
    colleague("reporter", "petr", first_name="Пётр")
    sit("editor")
    story = make_article("Тайное")
    answer = client.post(place(story), {"new-note": "Спросим @petr"})
    assert "Пётр" in said(answer) and not Note.objects.exists()
    assert "Спросим @petr" in client.get(address_of(story)).content.decode()
    part = client.post(place(story), {"new-note": "@petr"}, headers={"X-Part": "notes"})
    assert part.status_code == 422 and "Пётр" in part.content.decode()
    known = client.get(reverse("desk:note_people", args=[story.pk]), {"q": "Пё"}).json()
    assert known == {"people": []}


@pytest.mark.parametrize("text", ["", "  \0 ", "щ" * 4001])
def test_what_is_no_note_is_refused_with_a_sentence(client, sit, text):
    sit("editor")
    story = make_article()
    part = client.post(place(story), {"new-note": text}, headers={"X-Part": "notes"})
    assert part.status_code == 422
    assert not Note.objects.exists()


@pytest.mark.parametrize("number", ["x", "\0", "9" * 40, "-1", "0"])
def test_any_number_is_answered(client, sit, number):
    sit("editor")
    story = make_article()
    sent = {"new-note": "Слово", "answers": number}
    assert client.post(place(story), sent).status_code in (302, 404)
    assert (
        client.post(f"/admin/notes/{story.pk}/{number.strip(chr(0))}/settled/").status_code == 404
    )
    assert client.post(f"/admin/notes/{number.strip(chr(0))}/").status_code == 404


def test_a_letter_that_does_not_leave_loses_nothing_and_is_tried_again(
    client, sit, settings, django_capture_on_commit_callbacks, capsys
):
    colleague()
    sit("editor")
    story = make_article()
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, BROKEN
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(place(story), {"new-note": "@anna, срочно"}).status_code == 302
    mention = Mention.objects.get()
    assert mention.sent_at is None and mention.failure
    assert "Письмо не отправлено: Анна" in client.get(address_of(story)).content.decode()

    settings.EMAIL_BACKEND = works
    call_command("send_notes")
    assert not mail.outbox, "it is being sent already"
    Mention.objects.update(tried_at=timezone.now() - datetime.timedelta(minutes=5))
    call_command("send_notes")
    assert len(mail.outbox) == 1 and "to anna: sent" in capsys.readouterr().out
    call_command("send_notes")
    assert len(mail.outbox) == 1


def test_a_title_of_what_is_held_leaves_in_no_letter(client, sit, settings):
    anna = colleague("editor")
    story = make_article("Тайное")
    note = story.notes.create(by=make_person("chief"), text="@anna")
    mention = note.mentions.create(user=anna)
    story.hold(by=make_person("chief"), note="Ждём")
    call_command("send_notes")
    mention.refresh_from_db()
    assert not mail.outbox and mention.failure
    client.force_login(anna)
    assert "Тайное" not in client.get("/admin/").content.decode()


def test_who_may_only_read_writes_when_addressed(client, sit):
    story = publish_article()
    chief = make_person("chief")
    reporter = sit("reporter")
    assert client.post(place(story), {"new-note": "Слово"}).status_code == 404
    note = story.notes.create(by=chief, text="Вопрос")
    assert "Вопрос" not in client.get(address_of(story)).content.decode()
    note.mentions.create(user=reporter)
    assert "Вопрос" in client.get(address_of(story)).content.decode()
    assert client.post(place(story), {"new-note": "Ответ"}).status_code == 302
    hidden = make_article("Чужой черновик")
    assert client.post(place(hidden), {"new-note": "Слово"}).status_code == 404
    client.logout()
    assert (
        client.post(place(story), {"new-note": "Слово"})
        .headers["Location"]
        .startswith("/admin/login/")
    )


def test_the_list_counts_no_notes_where_readers_see_as_much(client, sit):
    story = publish_article("Лёд встал")
    story.notes.create(by=colleague(), text="Новый текст пока тайна")
    link = f"{address_of(story)}#notes"
    for role, is_counted in (("reporter", False), ("editor", True)):
        sit(role)
        shown = client.get("/admin/articles/article/").content.decode()
        assert (link in shown) is is_counted


def test_a_note_without_a_script_keeps_the_story_around_it(client, sit):
    editor = sit("editor")
    story = make_article()
    sent = filled_in(story, headline="Набрано") | {"new-note": "Слово"}
    answer = client.post(place(story), sent)
    assert "unsaved=page" in answer.headers["Location"]
    assert Autosave.objects.of(editor, story).typed["headline"] == ["Набрано"]
    assert Note.objects.get().text == "Слово"


def test_readers_never_see_a_note(client, sit):
    sit("editor")
    story = publish_article()
    story.notes.create(by=None, text="Внутреннее")
    preview = client.get(address_of(story, "preview")).content.decode()
    client.logout()
    pages = [story.get_absolute_url(), "/feed/", "/feed.json", "/feed/atom/"]
    shown = "".join(client.get(page).content.decode() for page in pages)
    assert "Внутреннее" not in preview + shown


def test_notes_stay_with_what_is_withdrawn_and_go_with_what_is_erased():
    story = publish_article()
    story.notes.create(by=None, text="Внутреннее")
    story.withdraw(by=None, note="Ошибка")
    assert story.notes.count() == 1
    Article.objects.get(pk=story.pk).delete()
    assert not Note.objects.exists()


def test_notes_cost_the_same_however_many_there_are(client, sit, django_assert_max_num_queries):
    editor = sit("editor")
    stories = [publish_article() for _ in range(4)]
    for story in stories:
        for _number in range(5):
            thread = story.notes.create(by=editor, text="@anna")
            story.notes.create(by=editor, text="Ответ", answers=thread)
    client.get(address_of(stories[0]))
    with django_assert_max_num_queries(25):
        client.get(address_of(stories[0]))
    with django_assert_max_num_queries(15):
        client.get("/admin/articles/article/")


def test_a_slow_post_office_costs_no_more_for_many_than_for_one(monkeypatch):
    story, writer = publish_article(), make_person("editor")
    note = story.notes.create(by=writer, text="Всем")
    people = [make_user(f"p{number}", email=f"p{number}@paper.example") for number in range(5)]
    mentions = [Mention.objects.create(note=note, user=person) for person in people]
    monkeypatch.setattr(letters, "may_look", lambda user, article: True)
    clock, tried = [0.0], []

    class Slow:
        def send(self):
            tried.append(clock)
            clock[0] += letters.PATIENCE
            raise TimeoutError

    monkeypatch.setattr(letters, "_letter", lambda mention, host: Slow())
    monkeypatch.setattr(letters.time, "monotonic", lambda: clock[0])
    letters.send([mention.pk for mention in mentions], host="")
    assert len(tried) == 1
    assert not Mention.objects.filter(failure="").exists()


def test_letters_that_can_never_leave_do_not_stand_before_others():
    reporter = make_person("reporter", email="r@paper.example")
    writer = make_person("editor", username="writer")
    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    for _ in range(3):
        note = make_article("Чужой черновик").notes.create(by=writer, text="Посмотри")
        Mention.objects.create(note=note, user=reporter, tried_at=hour_ago)
    note = publish_article().notes.create(by=writer, text="Посмотри")
    open_to_him = Mention.objects.create(note=note, user=reporter, tried_at=hour_ago)
    for _ in range(2):
        letters.send([], host="https://paper.example")
    open_to_him.refresh_from_db()
    assert open_to_him.sent_at
