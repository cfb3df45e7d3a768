"""A change renews every page that shows it, at once, and no page that does not."""

import datetime

import pytest
from django.utils import timezone

from articles.merging import merge_tags
from articles.models import Article, Author, Correction, Rubric, Tag
from articles.models.revision import content_of
from frontpage.models import Condition
from images.models import Image
from pages.models import Page
from paper.models import Paper
from reactions.models import Emoji
from tests.factories import make_article, make_author, make_rubric, publish_article
from tests.images.pictures import make_image

# What a page shows is the same on every database; how a stamp is read is asked elsewhere.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOON = datetime.datetime(2024, 9, 5, 3, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def town():
    """A small paper in which everything hangs on something."""
    Paper(name="Зимник", description="Газета").save()
    above = make_rubric("Общество", slug="society")
    roads = make_rubric("Дороги", slug="roads", parent=above, front_layout="column")
    culture = make_rubric("Культура", slug="culture", front_layout="column")
    author = make_author("Айталина Корякина", slug="koryakina", photo=make_image(alt="Лицо"))
    other = make_author("Дьулус Старков", slug="starkov")
    picture = make_image(alt="Лёд", caption="Лёд в сентябре")
    theatre = publish_article(
        "Театр открыл сезон", rubrics=[culture], authors=[other], at=NOON - 400 * DAY
    )
    ice = publish_article(
        "Лена встала раньше", rubrics=[roads], authors=[author], tags=["Лёд"], related=[theatre],
        picture=picture, at=NOON,
    )  # fmt: skip
    publish_article("Өрүс тоҥно", language="sah", translation_of=ice, rubrics=[roads], at=NOON)
    make_article("Будет в среду", rubrics=[culture], related=[ice])
    Page.objects.create(slug="about", language="ru", title="О газете", body="<p>Мы.</p>")
    Condition.objects.create(name="Лёд", value="62 см")
    return ice


ADDRESSES = [
    "/", "/sah/", "/en/", "ice", "theatre", "sakha",
    "/rubric/roads/", "/rubric/society/", "/rubric/culture/", "/sah/rubric/roads/",
    "/author/koryakina/", "/author/starkov/", "/tag/led/", "/tag/moroz/",
    "/2024/", "/2024/09/", "/2024/09/05/", "/2023/", "/corrections/", "/about/", "/imprint/",
    "/feed/", "/feed/atom/", "/feed.json", "/rubric/roads/feed/", "/author/koryakina/feed/",
    "/manifest.webmanifest", "/nothing/", "/rubric/nothing/", "/author/new-one/",
    "/2024/09/05/new/",
]  # fmt: skip


def ice():
    return Article.objects.get(headline__startswith="Лена")


def theatre():
    return Article.objects.get(headline__startswith="Театр")


def edit(article, **fields):
    """Let readers see `article` with other `fields`, as the desk does it."""
    content = content_of(article) | fields
    revision = article.revise(content, by=None, seen=article.newest)
    article.publish(by=None, revision=revision)


def correct():
    ice().corrections.create(text="Не шестьдесят, а семьдесят.")
    ice().settle()


def save(row, **fields):
    vars(row).update(fields)
    row.save()


def other():
    return Author.objects.get(slug="starkov")


def publish(headline, **fields):
    """Publish a story that needs neither a new rubric nor a new author."""
    places = {"rubrics": [Rubric.objects.get(slug="culture")], "authors": [other()]}
    return publish_article(headline, **places | fields)


def merge():
    merge_tags(Tag.objects.create(name="Мороз", slug="moroz"), Tag.objects.filter(slug="led"))


#: Pages that nothing about the story on ice concerns.
ELSEWHERE = (
    "/sah/", "/en/", "/rubric/culture/", "/sah/rubric/roads/", "/author/starkov/", "/about/",
    "/imprint/", "/manifest.webmanifest",
)  # fmt: skip
#: Pages that nothing about the theatre concerns.
FAR = ("sakha", "/sah/", "/en/", "/rubric/roads/", "/rubric/society/", "/author/koryakina/",
       "/tag/led/", "/rubric/roads/feed/", "/about/")  # fmt: skip
STORIES = ("ice", "theatre", "sakha")
EVERYTHING = tuple(address for address in ADDRESSES)
NONE = ()
# What is changed, how, and pages that must be sent as they are kept.
CHANGES = {
    "a story appears": (
        lambda: publish("Новая", rubrics=[Rubric.objects.get(slug="culture")], authors=[other()]),
        (*STORIES, *FAR),
    ),
    "a story of another edition appears": (
        lambda: publish("Саҥа", language="sah"),
        (*STORIES, "/", "/en/", "/rubric/roads/", "/feed/", "/2024/", "/author/koryakina/"),
    ),
    "an old story appears": (lambda: publish("Старая", at=NOON - 800 * DAY), (*STORIES, *FAR)),
    "a story appears where there was nothing": (
        lambda: publish("Новое", slug="new", at=NOON + datetime.timedelta(hours=1)),
        (*STORIES, *FAR),
    ),
    "a story is withdrawn": (lambda: ice().withdraw(by=None), ("theatre", *ELSEWHERE)),
    "a related story is withdrawn": (lambda: theatre().withdraw(by=None), FAR),
    "a draft that names others is published": (
        lambda: Article.objects.get(headline="Будет в среду").publish(by=None, at=timezone.now()),
        (*STORIES, *FAR),
    ),
    "a headline is changed": (lambda: edit(ice(), headline="Лена"), ("theatre", *ELSEWHERE)),
    "a related headline is changed": (lambda: edit(theatre(), headline="Театр закрыт"), FAR),
    "an address is changed": (lambda: edit(ice(), slug="lena"), ("theatre", *ELSEWHERE)),
    "related stories are taken away": (lambda: edit(ice(), related=[]), ("theatre", *ELSEWHERE)),
    "a story moves to another rubric": (
        lambda: edit(ice(), rubrics=[{"id": Rubric.objects.get(slug="culture").pk, "name": ""}]),
        ("theatre", "/sah/", "/sah/rubric/roads/", "/author/starkov/", "/about/"),
    ),
    "reactions are switched off": (
        lambda: edit(ice(), has_reactions=False), ("theatre", *ELSEWHERE),
    ),
    "a translation appears": (
        lambda: publish("The Lena froze", language="en", translation_of=ice(), at=NOON),
        ("theatre", "/", "/sah/", "/rubric/roads/", "/feed/"),
    ),
    "a translation is withdrawn": (
        lambda: Article.objects.get(language="sah").withdraw(by=None),
        ("theatre", "/", "/en/", "/rubric/roads/", "/feed/"),
    ),
    "a correction is made": (correct, ("theatre", *ELSEWHERE)),
    "a story is deleted": (lambda: ice().delete(), ("theatre", *ELSEWHERE)),
    "a rubric is renamed": (lambda: save(Rubric.objects.get(slug="roads"), name="Пути"), NONE),
    "a rubric gets another hue": (lambda: save(Rubric.objects.get(slug="roads"), hue=11), NONE),
    "a rubric appears": (lambda: make_rubric("Спорт", slug="nothing"), NONE),
    "an author is renamed": (
        lambda: save(Author.objects.get(slug="koryakina"), name="А. Корякина"),
        ("theatre", "sakha", "/sah/", "/rubric/roads/", "/author/starkov/", "/2024/"),
    ),
    "an author appears": (lambda: make_author("Новый", slug="new-one"), (*STORIES, "/", *FAR)),
    "an author goes": (
        lambda: make_author("Никто", slug="new-two").delete(), (*STORIES, "/", *FAR),
    ),
    "a tag is renamed": (
        lambda: save(Tag.objects.get(slug="led"), name="Льды"),
        ("theatre", "sakha", "/", "/rubric/roads/", "/author/koryakina/"),
    ),
    "two tags become one": (merge, ("theatre", *ELSEWHERE)),
    "a caption is changed": (
        lambda: save(Image.objects.get(alt="Лёд"), caption="Лёд в октябре"),
        ("theatre", *ELSEWHERE),
    ),
    "a focal point is moved": (
        lambda: save(Image.objects.get(alt="Лёд"), focal_x=0.9), ("theatre", *ELSEWHERE),
    ),
    "an author's photograph is described": (
        lambda: save(Image.objects.get(alt="Лицо"), alt="Она"),
        (*STORIES, "/", "/rubric/roads/", "/author/starkov/"),
    ),
    "the paper is renamed": (lambda: save(Paper.current(), name="Вестник"), NONE),
    "the imprint is changed": (
        lambda: save(Paper.current(), editor_in_chief="Иванова И. И."), NONE,
    ),
    "a page is changed": (lambda: save(Page.objects.get(slug="about"), body="<p>Мы!</p>"), NONE),
    "a page appears": (
        lambda: Page.objects.create(
            slug="nothing", language="ru", title="Реклама", body="<p>Цены.</p>"
        ),
        NONE,
    ),
    "a page goes": (lambda: Page.objects.get(slug="about").delete(), NONE),
    "a condition is changed": (
        lambda: save(Condition.objects.get(), value="70 см"), (*STORIES, *FAR[3:]),
    ),
    "an emoji is switched off": (
        lambda: save(Emoji.objects.first(), is_active=False), EVERYTHING,
    ),
    "a draft is saved": (
        lambda: make_article("Черновик", rubrics=Rubric.objects.all(), authors=[other()]),
        EVERYTHING,
    ),
    "a newer draft of a public story is saved": (
        lambda: ice().revise(
            content_of(ice()) | {"headline": "Лена"}, by=None, seen=ice().newest
        ),
        EVERYTHING,
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_renews_what_shows_it_and_nothing_else(change, town, client, anew):
    addresses = [resolved(address) for address in ADDRESSES]
    do, untouched = CHANGES[change]
    untouched = [resolved(address) for address in untouched]
    for _twice in range(2):
        for address in addresses:
            client.get(address)
    do()
    kept, was_kept = {}, set()
    for address in addresses:
        response = client.get(address)
        kept[address] = (response.status_code, response.content)
        if response.get("Cache-Status") == "newsroom; hit":
            was_kept.add(address)
    with anew():
        for address in addresses:
            response = client.get(address)
            assert kept[address] == (response.status_code, response.content), address
    assert set(untouched) <= was_kept


def test_whatever_the_recent_posts_say_a_story_is_not_rendered_again(town, client):
    address = ice().get_absolute_url()
    client.get(address)
    publish("Самая новая")
    page = client.get(address)
    assert page["Cache-Status"] == "newsroom; hit"
    assert "Самая новая" in page.content.decode()


def test_nothing_stays_of_a_withdrawn_story(town, client):
    addresses = [resolved(address) for address in ADDRESSES]
    for address in addresses:
        client.get(address)
    own = ice().get_absolute_url()
    ice().withdraw(by=None)
    assert client.get(own).status_code == 410
    for address in addresses:
        if address != own:
            assert "Лена встала раньше" not in client.get(address).content.decode(), address


def test_a_byline_of_another_story_by_the_same_author_renews_nothing_here(town, client):
    address = ice().get_absolute_url()
    client.get(address)
    publish("Вторая", authors=[Author.objects.get(slug="koryakina")], at=NOON + DAY)
    assert client.get(address)["Cache-Status"] == "newsroom; hit"


def test_a_deleted_correction_leaves_the_page(town, client):
    correct()
    address = ice().get_absolute_url()
    assert "семьдесят" in client.get(address).content.decode()
    Correction.objects.get().delete()
    ice().settle()
    assert "семьдесят" not in client.get(address).content.decode()


def resolved(address):
    named = {"ice": ice, "theatre": theatre, "sakha": lambda: Article.objects.get(language="sah")}
    return named[address]().get_absolute_url() if address in named else address
