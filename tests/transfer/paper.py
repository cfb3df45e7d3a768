"""A paper that has everything: of whatever an export holds there is at least one row."""

import datetime
import hashlib
import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone

from accounts.models import Access, AccessKind
from articles.finding import index as desk_index
from articles.models import Action, Article, Autosave, PreviewLink, Section
from articles.models.revision import content_of
from desk.models import Mention, Note, StoryTemplate
from frontpage.models import Condition
from images.models import FormerFile
from pages.models import Page
from paper.models import Paper
from reactions.models import Burst, Emoji, Held, Reaction, Tally, Watch
from search import engine
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article
from tests.images.pictures import make_image
from transfer.contents import LEFT_OUT, SHEETS
from wordpress.models import KeptFile, Kind, OldAddress, Origin, Source

FRIDAY = datetime.datetime(2024, 3, 1, 9, 5, 7, 123456, tzinfo=datetime.UTC)
#: What JSON, HTML and CSV each write in a way of their own.
AWKWARD = "«Лёд» & <лёд> “quoted” \\ \u2028 \u00a0 ]]> 𝕏 🦌"


def make_paper():
    """Write the paper and return its stories by what is special about them."""
    chief, reporter = people()
    river, quiet = (
        make_image(caption="Река", alt="Лёд на реке"),
        make_image(caption="Тихо", alt="Снег"),
    )
    settings_of_the_paper(river)
    culture = make_rubric("Культура", translations={"sah": {"name": "Култуура"}})
    theatre = make_rubric("Театр", parent=culture)
    author = make_author("Айталина Корякина", user=reporter, photo=quiet)
    Section.objects.create(user=reporter, rubric=culture)
    stories = {
        "gallery": with_pictures(river, quiet, [theatre], [author, make_author("Иван Попов")]),
        "moved": moved(chief, [culture]),
        "withdrawn": publish_article(
            "Отозвано", at=FRIDAY, body=f'<p><a href="{plan().get_absolute_url()}">План</a></p>'
        ),
        "newer": newer_text(chief, quiet),
        "planned": make_article("Завтра"),
        "held": make_article("Придержано"),
        "draft": make_article(AWKWARD, body="", lead="", rubrics=[], authors=[]),
        "trashed": make_article("В корзине"),
    }
    stories["withdrawn"].withdraw(by=chief, note="Ошибка в имени")
    stories["translation"] = publish_article(
        "Муус көстө", language="sah", translation_of=stories["gallery"],
        tags=["лёд", "Мохсоҕоллоох"], related=[stories["gallery"], stories["moved"]],
    )  # fmt: skip
    stories["planned"].schedule(
        Action.PUBLISH, timezone.now() + datetime.timedelta(days=1), by=chief
    )
    stories["held"].hold(by=chief, note="До пятницы")
    stories["trashed"].trash(by=reporter)
    around(stories, chief, reporter)
    reactions(stories["gallery"], chief)
    return stories


def plan():
    """Return a document that came with another site."""
    data = b"%PDF-1.4 plan"
    digest = hashlib.sha256(data).hexdigest()
    stored = storages["originals"].save(f"files/{digest[:2]}/{digest}.pdf", ContentFile(data))
    return KeptFile.objects.create(
        name="план.pdf", stored=stored, content_hash=digest, size_bytes=len(data)
    )


def people():
    chief = make_user("chief", is_staff=True, email="chief@paper.example")
    chief.groups.set([Group.objects.get(name="chief"), Group.objects.create(name="archive")])
    reporter = make_user("reporter", first_name="Айталина", last_name="Корякина", is_staff=True)
    reporter.user_permissions.add(Permission.objects.get(codename="see_trash"))
    EmailAddress.objects.create(user=chief, email="chief@paper.example", verified=True)
    Authenticator.objects.create(user=chief, type="totp", data={"secret": "sealed"})
    Access.write(chief, AccessKind.CAME)
    return chief, reporter


def settings_of_the_paper(picture):
    Paper(name="Зимник", rule_px="2.5", translations={"en": {"name": "Zimnik"}}).save()
    body = f'<p>О нас</p><figure><img data-file="{picture.pk}"></figure>'
    Page.objects.create(slug="about", language="ru", title="О газете", body=body)
    StoryTemplate.objects.create(
        name="Погода",
        language="ru",
        body=f'<p>{{date}}</p><figure><img data-file="{picture.pk}"></figure>',
    )
    Condition.objects.create(name="Лена", value="62 см", fill=80)
    Watch.current().save()


def with_pictures(river, quiet, rubrics, authors):
    pictures = f'<img data-file="{river.pk}"><img data-file="{quiet.pk}">'
    gallery = f'<figure class="gallery">{pictures}<figcaption>Зимой</figcaption></figure>'
    return publish_article(
        "Лена встала раньше", body=f"<p>{AWKWARD.replace('<', '&lt;')}</p>{gallery}",
        picture=river, rubrics=rubrics, authors=authors, tags=["лёд", "дорога"], at=FRIDAY,
    )  # fmt: skip


def moved(chief, rubrics):
    story = publish_article("Мост", rubrics=rubrics, at=FRIDAY)
    story.revise(content_of(story) | {"slug": "most-cherez-lenu"}, by=chief, seen=0)
    story.publish(by=chief, note="Новый адрес")
    return story


def newer_text(chief, picture):
    story = publish_article("Погода", at=FRIDAY)
    content = content_of(story) | {"picture": {"id": picture.pk, "name": str(picture)}}
    story.revise(content | {"headline": "Погода, уточнено"}, by=chief, seen=0, note="Уточнили")
    return story


def around(stories, chief, reporter):
    gallery = stories["gallery"]
    gallery.corrections.create(text="В первой версии было “Лене”.", made_by=chief)
    PreviewLink.objects.hand_out(stories["planned"], by=chief)
    Autosave.objects.keep(reporter, None, typed={"headline": ["Ещё не"]}, seen=0)
    note = Note.objects.create(article=gallery, by=chief, text="@reporter, проверь")
    Note.objects.create(article=gallery, by=reporter, text="Проверил", answers=note)
    Mention.objects.create(note=note, user=reporter)
    FormerFile.objects.create(key="0123456789abcdef", image=gallery.picture)
    origin = Origin.objects.create(home="old.example", title="Старый сайт", language="ru")
    Source.objects.create(origin=origin, key="post/7", kind=Kind.STORY, object_id=gallery.pk)
    OldAddress.objects.create(
        path="/category/театр/", kind=Kind.RUBRIC, language="ru",
        object_id=gallery.placements.get().rubric_id,
    )  # fmt: skip
    LogEntry.objects.create(
        user=chief, content_type=ContentType.objects.get_for_model(Paper), object_id="1",
        object_repr="Зимник", action_flag=CHANGE, change_message='[{"changed": {}}]',
    )  # fmt: skip


def reactions(story, chief):
    heart, fire = Emoji.objects.order_by("pk")[:2]
    Tally.objects.create(article=story, emoji=heart, counted=12, base=11, steps=12)
    Reaction.objects.create(
        article=story, emoji=heart, visitor=uuid.uuid4(), pressed_on=datetime.date(2024, 3, 2)
    )
    Tally.objects.create(article=story, emoji=fire, counted=3, base=3, steps=5)
    burst = Burst.objects.create(
        article=story, network="ab" * 16, began_at=FRIDAY, seen=60, others=2
    )
    Held.objects.create(article=story, emoji=fire, visitor=uuid.uuid4(), burst=burst, at=FRIDAY)


def forget_everything():
    """Let the database be that of a new site, and the shelves be empty of it."""
    for held in (engine.backend(), desk_index.backend()):
        held.remove(list(Article.objects.values_list("pk", flat=True)))
    tables = [sheet.table for sheet in SHEETS] + [
        label for label in LEFT_OUT if label.split(".")[0] not in {"auth", "contenttypes"}
    ]
    for label in tables:
        if label != "auth.Group":
            rows = apps.get_model(label)._base_manager.all()
            rows._raw_delete(rows.db)
    connection.check_constraints()
    Group.objects.filter(name="archive").delete()


def files_of(folder):
    """Return `{path: bytes}` of a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
