"""What a whole form of each page of the desk sends, and what no form of it ever sends."""

import datetime

from django.utils import timezone

from images.admin.panel import digest_of, words_of
from tests.desk.people import filled_in

WORDS = "snegopad-na-lene"
#: The rubrics somebody is limited to, none of them.
NO_SECTIONS = {"sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0}
#: By the end of the address' name; pages that are not here send nothing.
FORMS = {
    "article_delete": {"post": "yes"},
    "article_restore": {"number": 1},
    "articles_rubric": {
        "name": "Культура", "slug": "kultura", "hue": 340, "position": 1, "front_layout": "none",
    },
    "articles_author": {"name": "Тимур Ким", "slug": "timur"},
    "articles_tag": {"name": "паводок", "slug": "pavodok"},
    "reactions_emoji": {"name": "Гром", "symbol": "⚡", "slug": "grom", "position": 9},
    "reactions_burst": {"verdict": "counted"},
    "reactions_burst_judge": {"verdict": "counted"},
    "reactions_watch": {
        "presses": 60, "minutes": 10, "share_percent": 50, "newcomers_at_once": 600,
        "newcomers_a_minute": 300,
    },
    "frontpage_condition": {"name": "Лёд", "value": "62 см", "fill": 40, "position": 1},
    "desk_storytemplate": {
        "name": "Погода", "language": "ru", "body": "<p>Ясно</p>", "importance": 2, "position": 1,
    },
    "pages_page": {
        "title": "Реклама", "slug": "reklama", "language": "ru", "body": "<p>Да</p>", "position": 1,
    },
    "images_image": {
        "title": "Лёд", "alt": "Лёд у пристани", "focal_x": 50, "focal_y": 50, "licence": "own",
    },
    "paper_paper": {"name": "Зимник", "age_mark": "12+", "rule_px": 3, "backup_days": 2},
    "accounts_user": NO_SECTIONS
    | {
        "username": "novyi", "first_name": "Сардана", "last_name": "", "email": "",
        "language": "", "is_active": "on",
    },
    "accounts_user_add": NO_SECTIONS
    | {
        "username": "novyi", "password1": WORDS, "password2": WORDS, "first_name": "Сардана",
        "last_name": "", "email": "", "language": "",
    },
    "auth_user_password_change": {
        "password1": WORDS, "password2": WORDS, "usable_password": "true",
    },
    "desk:note": {"new-note": "Слово"},
    "admin:language": {"language": "en"},
}  # fmt: skip
#: What a page is asked with GET, where it says little without.
ASKED = {
    "admin:articles_article_changelist": {"q": "тайна"},
    "admin:autocomplete": {
        "app_label": "articles", "model_name": "relatedstory", "field_name": "related",
        "term": "тайна",
    },
    "writing:stories": {"q": "тайна"},
    "writing:embed": {"url": "https://rutube.ru/video/0123456789abcdef0123456789abcdef/"},
}  # fmt: skip
#: Deletions want a word besides.
CONFIRMED = {"post": "yes"}


def form_of(name, story, stories):
    """Return what the page called `name` sends when somebody fills it in and presses save."""
    page = name.removeprefix("admin:")
    if page in {
        "articles_article_add",
        "articles_article_change",
        "articles_article_autosave",
        "articles_article_quick",
    }:
        return filled_in(story)
    if page == "articles_article_changelist":
        chosen = [stories[state].pk for state in ("held", "trashed", "published")]
        return {"action": "publish", "index": 0, "_selected_action": chosen}
    if page == "desk:plan":
        return _later(story.schedules.first())
    if page == "desk:hour":
        return _later(None) | {"seen": story.newest}
    if page == "images_image_panel":
        return FORMS["images_image"] | {"seen": digest_of(words_of(story))}
    if page == "articles_article_merge":
        return {"theirs": story.newest}
    for key in (page.removeprefix("articles_"), page, page.rpartition("_")[0], name):
        if key in FORMS:
            found = FORMS[key]
            return found | CONFIRMED if page.endswith("_delete") else found
    return {}


def _later(plan):
    """Return what moves `plan` to the next day; anything at all if nothing is planned."""
    at = timezone.localtime(plan.at if plan else None) + datetime.timedelta(days=1)
    return {
        "day": at.date().isoformat(), "time": "12:00", "seen": plan.at.isoformat() if plan else "",
    }  # fmt: skip


def beside_the_form(root):
    """Return fields that no form has; `root` is somebody whom nobody else may become."""
    return {
        "status": "published", "published_at": "2020-01-01 00:00:00", "published_on": "2020-01-01",
        "published_at_0": "2020-01-01", "published_at_1": "00:00", "created_by": root.pk,
        "author": root.pk, "updated_at": "2020-01-01", "words": 9999, "live": 9999,
        "newest": 9999, "is_held": "", "held_by": root.pk, "trashed_at": "2020-01-01",
        "compiled_body": "<script>", "excerpt": "<script>", "id": 9999, "pk": 9999,
        "made_by": root.pk, "was_public": "on", "is_superuser": "on", "is_staff": "on",
        "user_permissions": ["1"], "groups": ["1", "2", "3"], "password": "x",
    }  # fmt: skip


#: Column of a story → the value that `beside_the_form` sends for it.
NEVER = {
    "published_on__year": 2020, "published_at__year": 2020, "trashed_at__year": 2020, "words": 9999,
    "live": 9999, "newest": 9999, "compiled_body__contains": "<script", "pk": 9999,
}  # fmt: skip
