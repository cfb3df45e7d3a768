"""What a reader and an editor ask of a paper, for `scale.py`. Imported once Django is set up."""

from django.db.models import Count
from django.test import Client

from accounts.models import User
from articles.models import Article, Author, Listing, Rubric, Tag
from articles.models.listing import Kind
from articles.paging import written_key
from reactions.models import Emoji

LIST = "/admin/articles/article/"


def every_request():
    """Return `{name: function that asks}`."""
    reader, chief, reporter = Client(), Client(), Client()
    for client, login in ((chief, "chief"), (reporter, "reporter")):
        client.force_login(User.objects.get(username=login))
    story, public, desk = addresses()
    wanted = [True]

    def press():
        wanted[0] = not wanted[0]
        return reader.post(
            f"/articles/{story.pk}/reactions/{emoji}/",
            {"on": int(wanted[0])},
            headers={"Accept": "application/json", "Sec-Fetch-Site": "same-origin"},
        )

    emoji = Emoji.objects.filter(is_active=True).first().slug
    asked = {name: (lambda path=path: reader.get(path)) for name, path in public.items()}
    asked["press"] = press
    asked |= {f"desk: {name}": (lambda path=path: chief.get(path)) for name, path in desk.items()}
    for name in ("list", "mine", "published", "dashboard", "form"):
        asked[f"reporter: {name}"] = lambda path=desk[name]: reporter.get(path)
    return asked


def addresses():
    """Return (a story, readers' addresses, the desk's addresses)."""

    def busiest(kind):
        lines = Listing.objects.filter(kind=kind, language="ru").order_by()
        counted = lines.values_list("key").annotate(number=Count("pk"))
        return counted.order_by("-number", "key").first()[0]

    archive = Article.objects.published().in_language("ru").filter(slug__contains="-tom-")
    story = archive.order_by("-pk").first()
    oldest = archive.order_by("pk").first()
    rubric = Rubric.objects.get(slug="novosti")
    district = Rubric.objects.filter(parent__slug="rayony").order_by("slug").first()
    # Of the many a page is full; with few stories only the busiest have as much to show.
    tag = Tag.objects.get(pk=busiest(Kind.TAG))
    author = Author.objects.get(pk=busiest(Kind.AUTHOR))

    def deep(kind, key):
        lines = Listing.objects.of(kind, key, "ru").order_by("published_at", "article")
        line = lines[min(40, lines.count() - 1)]
        return f"?before={written_key(line.published_at, line.article_id)}"

    day = story.published_on
    public = {
        "front page": "/",
        "front page, English": "/en/",
        "article": story.get_absolute_url(),
        "oldest article": oldest.get_absolute_url(),
        "rubric": "/rubric/novosti/",
        "rubric above others": "/rubric/rayony/",
        "rubric, deep": f"/rubric/novosti/{deep('r', rubric.pk)}",
        "quiet rubric": district.get_absolute_url(),
        "author": author.get_absolute_url(),
        "year": f"/{day.year}/",
        "month": f"/{day:%Y/%m}/",
        "day": f"/{day:%Y/%m/%d}/",
        "corrections": "/corrections/",
        "search: frequent": "/search/?q=лёд",
        "search: two frequent": "/search/?q=лёд+река",
        "search: now and then": "/search/?q=каток",
        "search: in a rubric": "/search/?q=лёд&rubric=novosti",
        "search: of a year": "/search/?q=лёд&when=year",
        "search: nothing": "/search/?q=абракадабра",
        "feed": "/feed/",
        "rubric's feed": "/rubric/novosti/feed/",
        "tag's feed": f"{tag.get_absolute_url()}feed/",
        "sitemap": "/sitemap.xml",
        "news sitemap": "/news-sitemap.xml",
        "numbers of reactions": f"/articles/{story.pk}/reactions.json",
        "no such page": "/2001/01/01/nothing/",
    }
    desk = {
        "list": LIST,
        "list, page 2": f"{LIST}?p=2",
        "published": f"{LIST}?status=published",
        "drafts": f"{LIST}?status=draft",
        "rubric": f"{LIST}?rubric={rubric.pk}",
        "author": f"{LIST}?author={author.pk}",
        "edition": f"{LIST}?edition=sah",
        "saved lately": f"{LIST}?saved=month",
        **{
            view: f"{LIST}?view={view}"
            for view in ("mine", "assigned", "waiting", "scheduled", "changed", "corrected",
                         "withdrawn", "trash")
        },
        "form": f"{LIST}{story.pk}/change/",
        "new story": f"{LIST}add/",
        "dashboard": "/admin/",
        "calendar": "/admin/calendar/month/" + f"{day:%Y-%m-%d}/",
        "library": "/admin/images/image/",
        "log": "/admin/log/",
        "authors": "/admin/articles/author/",
        "tags": "/admin/articles/tag/",
        "reactions": "/admin/reactions/story/",
    }  # fmt: skip
    return story, public, desk
