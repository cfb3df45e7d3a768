"""One newsroom for the whole table of rights: everybody in it, and a story in every state."""

from datetime import timedelta

from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles.models import Action, Article, Author, Role, Tag
from articles.models.revision import content_of
from desk.models import Note, StoryTemplate
from frontpage.models import Condition
from pages.models import Page
from paper.models import Paper
from reactions.models import Burst, Emoji, Watch
from tests.desk.people import ROLES, make_person
from tests.factories import make_article, make_author, make_rubric, make_user
from tests.images.pictures import make_image

STATES = ("draft", "review", "returned", "scheduled", "held", "published", "newer", "withdrawn",
          "trashed")  # fmt: skip
#: What each line of the table is about besides: whose it is for whoever asks stands before it.
OWN = tuple(f"own {state}" for state in STATES)


class Newsdesk:
    """people, clients: by role. stories: by state, nobody's own. rows: others that have pages."""

    def __init__(self):
        Paper(name="Зимник").save()
        self.people = {role: make_person(role) for role in ROLES} | {"anonymous": None}
        self.clients = {role: _sit_down(person) for role, person in self.people.items()}
        self.chief = make_person("chief")
        self.rubric, self.author = make_rubric("Дороги"), make_author()
        self.stories = {state: self._story(state) for state in STATES}
        self.rows = {
            "articles_rubric": make_rubric("Пустая"),
            "articles_author": make_author("Без историй"),
            "articles_tag": Tag.objects.create(name="лёд"),
            "accounts_user": make_user(),
            "reactions_emoji": Emoji.objects.first(),
            "reactions_story": self.stories["published"],
            "reactions_burst": Burst.objects.create(
                article=self.stories["published"],
                network="-",
                began_at=timezone.now(),
                seen=60,
                others=1,
            ),
            "reactions_watch": Watch.objects.create(pk=1),
            "frontpage_condition": Condition.objects.create(name="Лёд", value="62 см"),
            "desk_storytemplate": StoryTemplate.objects.create(name="Сводка", language="ru"),
            "pages_page": Page.objects.create(slug="about", language="ru", title="О газете"),
            "paper_paper": Paper.objects.get(),
        }
        self.root = make_user(is_superuser=True, is_staff=True)

    def _story(self, state):
        story = make_article(
            f"Тайна {state}", lead=f"Лид {state}", slug=f"taina-{state}",
            rubrics=[self.rubric], authors=[self.author],
        )  # fmt: skip
        # Two revisions, so that there is one to restore and to compare with.
        for _number in range(2):
            story.revise(content_of(story), by=None, seen=story.newest)
        match state:
            case "review":
                story.submit(by=self.chief)
            case "returned":
                story.submit(by=self.chief)
                story.send_back(by=self.chief, note="Нет комментария")
            case "scheduled":
                story.schedule(Action.PUBLISH, timezone.now() + timedelta(days=1), by=self.chief)
            case "held":
                story.hold(by=self.chief, note="Ждём подтверждения")
            case "published" | "newer" | "withdrawn":
                story.publish(by=self.chief)
            case "trashed":
                story.trash(by=self.chief)
        if state == "newer":
            newer = content_of(story) | {"headline": "Тайна исправленная", "lead": "Лид новый"}
            story.revise(newer, by=self.chief, seen=story.newest)
        if state == "withdrawn":
            story.withdraw(by=self.chief, note="Ошибка")
        story.notes.create(by=self.chief, text="Слово о тайне")
        return Article.objects.get(pk=story.pk)

    def about(self, state, role):
        """Return what a line of the table is about: “own draft”, “held”, “picture”, “person”.

        To be taken back afterwards: what is one's own is made so.
        """
        whose, _, what = state.rpartition(" ")
        person = self.people[role]
        if what == "picture":
            return make_image(64, 48, by=person if whose == "own" else self.chief)
        if what in {"person", "superuser", "self"}:
            return {"self": person, "superuser": self.root}.get(what) or self.rows["accounts_user"]
        story = self.stories[what]
        if person and whose == "own":
            Article.objects.filter(pk=story.pk).update(created_by=person)
        if person and whose == "signed":
            author = Author.objects.create(name="Своё имя", slug="svoe-imya", user=person)
            story.bylines.create(author=author, role=Role.PHOTO, position=1)
        if person and whose == "named":
            Article.objects.filter(pk=story.pk).update(assigned_to=person)
        return story

    def address(self, name, about=None):
        """Return the address called `name`, of `about` or of a row of the right kind."""
        tomorrow = timezone.localdate() + timedelta(days=1)
        special = {
            "admin:app_list": ["articles"],
            "desk:span": ["day", tomorrow.isoformat()],
            "desk:plan": [about and about.pk, "publish"],
            "desk:settle_note": [about and about.pk, _note_of(about)],
        }
        if name in special:
            return reverse(name, args=special[name])
        about = about or self.rows.get(name.removeprefix("admin:").rpartition("_")[0])
        try:
            return reverse(name)
        except NoReverseMatch:
            return reverse(name, args=[about.pk if about else 1])


def _note_of(story):
    note = Note.objects.filter(article=story).first() if isinstance(story, Article) else None
    return note.pk if note else 0


def _sit_down(person):
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client
