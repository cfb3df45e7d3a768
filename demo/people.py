"""Those who make the paper: logins of the desk, and names in print."""

from django.contrib.auth.models import Group

from accounts.models import User
from articles.models import Author

from . import texts

PASSWORD = "zimnik"  # noqa: S105  # of the demo, printed on the screen and in the README

# Of the authors, the one who has written nothing: not in the archive of twenty years either.
NEWCOMER = "popova"

#: login → role, first and last name
LOGINS = {
    "reporter": ("reporter", "Айталина", "Корякина"),
    "editor": ("editor", "Нюргун", "Эверстов"),
    "chief": ("chief", "Харысхан", "Протодьяконов"),
    "photo": ("photo_desk", "Эрчим", "Бурнашов"),
    "admin": ("admin", "Эрэл", "Захаров"),
}


def hire():
    """Add the logins that are missing, each in its role's group; return how many were added.

    A login that is there keeps its password: somebody may have changed it for a good reason.
    """
    added = 0
    for login, (role, first_name, last_name) in LOGINS.items():
        if User.objects.filter(username=login).exists():
            continue
        user = User(
            username=login, first_name=first_name, last_name=last_name, is_staff=True,
            is_superuser=role == "admin", email=f"{login}@zimnik.example",
        )  # fmt: skip
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get_or_create(name=role)[0])
        added += 1
    return added


def sign(pictures):
    """Add the names in print that are missing; return how many. pictures: name → `Image`."""
    known = set(Author.objects.values_list("slug", flat=True))
    users = {user.username: user for user in User.objects.filter(author=None)}
    missing = [told for told in texts.authors() if told.slug not in known]
    for told in missing:
        first, *others = told.lines
        Author.objects.create(
            slug=told.slug,
            user=users.get(told.login),
            photo=pictures.get(f"author-{told.slug}"),
            email=f"{told.slug}@zimnik.example" if told.login else "",
            **told.lines[first],
            translations={language: told.lines[language] for language in others},
        )
    return len(missing)
