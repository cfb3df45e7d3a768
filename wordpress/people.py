"""Who signed there → whose name stands over it here. Nobody gets a login."""

import csv
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.models import Author
from articles.slugs import free_slug
from multilingual.troubles import told

from . import keys
from .fates import Stage
from .models import Kind, Source
from .paths import plain, plain_query
from .remarks import Remark
from .report import GONE_HERE
from .wishes import Wish
from .words import line, slug_of

COLUMNS = ("login", "name", "same_as", "address")
_GUEST = "cap-"


class BadList(Exception):
    """A list of authors that cannot be read. `str()` is a sentence."""


def read_csv(path):
    """Return `{login: Wish}` from a table with the columns login, name, same_as and address.

    Separated by commas or semicolons, UTF-8. Raises `BadList`.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadList(_("The list of authors cannot be read: %s") % told(error)) from None
    lines = text.splitlines()
    separator = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    rows = csv.DictReader(lines, delimiter=separator, strict=True)
    try:
        names = {name.strip().lower() for name in rows.fieldnames or ()}
        if "login" not in names or names - set(COLUMNS):
            raise BadList(
                _("The first line of the list of authors must name its columns: %s")
                % ", ".join(COLUMNS)
            )
        found = {}
        for row in rows:
            said = {(name or "").strip().lower(): text for name, text in row.items()}
            if None in row or None in row.values():
                raise BadList(
                    _("The list of authors, line %d: too many or too few columns.") % rows.line_num
                )
            if login := said["login"].strip():
                found[login] = Wish(
                    *(said.get(name, "").strip() for name in ("name", "same_as", "address"))
                )
    except csv.Error as error:
        raise BadList(
            _("The list of authors, line %(line)d: %(error)s")
            % {"line": rows.line_num, "error": error}
        ) from None
    for login, wish in found.items():
        if wish.same_as == login:
            raise BadList(_("The list of authors merges “%s” into itself.") % login)
    return found


@dataclass
class Person:
    login: str
    name: str = ""
    bio: str = ""
    id: int | None = None
    line: int = 0
    names: set[str] = field(default_factory=set)


class People:
    """by_login: login of the old site → number of the `Author` here."""

    def __init__(self, ledger, origin, wishes, report):
        self.ledger, self.origin, self.wishes, self.report = ledger, origin, wishes, report
        self.persons = self._gathered()
        self.by_login: dict[str, int] = {}
        self._by_plain = {_plain(login): login for login in reversed(list(self.persons))}

    def bring(self):
        """Write everybody down who is not here yet; return addresses for `places.keep`."""
        known = {
            source.key: source
            for source in Source.objects.filter(origin=self.origin, key__startswith="person/")
        }
        self._taken = set(Author.objects.values_list("slug", flat=True))
        here = Author.objects.in_bulk()
        used = {source.object_id for source in known.values()}
        free = {author.name.casefold(): pk for pk, author in here.items() if pk not in used}
        by_name: dict[str, int] = {}
        addresses = []
        for login in self._merged_last():
            person, wish = self.persons[login], self.wishes.people.get(login, Wish())
            name = self._name(person, wish)
            theirs = keys.fingerprint(name, person.bio, wish)
            source = known.get(keys.person(login))
            root = self._root(login)
            if root != login and root not in self.by_login:
                root = login
            if source and source.object_id not in here and root == login:
                self.report.skip("author", name, Remark(GONE_HERE), line=person.line)
                continue
            if source and source.theirs == theirs:
                pk = source.object_id
                self.report.count("authors", "same")
            elif root != login:
                pk = self.by_login[root]
            elif source:
                pk = source.object_id
                if not self._changed(source, here[pk], name, person.bio):
                    theirs = source.theirs
            else:
                pk = by_name.get(name.casefold()) or free.get(name.casefold())
                if pk:
                    self.report.count("authors", "joined")
                else:
                    pk = self._created(person, wish, name)
            by_name.setdefault(name.casefold(), pk)
            self.by_login[login] = pk
            self._write(source, login, pk, theirs, name, person.bio)
            addresses += self._addresses(person, pk)
        return addresses

    def of(self, login):
        """Return the author who signs as `login` or as its address, None if there is none."""
        if login not in self.by_login:
            login = self._by_plain.get(_plain(login), login)
        return self.by_login.get(login)

    # --- who there is -------------------------------------------------------------------------

    def _gathered(self):
        found = {}
        for author in self.ledger.people():
            whole = f"{author.first_name} {author.last_name}".strip()
            name = author.name if author.name != author.login else whole or author.name
            found[author.login] = Person(author.login, name, id=author.id, line=author.line)
        self._linked = {}
        for batch in self.ledger.batches(Stage.GUEST):
            for item in batch:
                self._gather_guest(found, item.post)
        known = {_plain(login) for login in found}
        for term in self.ledger.terms("author"):
            login = term.slug.removeprefix(_GUEST)
            if login and _plain(login) not in known and _plain(term.name) not in known:
                found[login] = Person(login, term.name)
        for login, at in self.ledger.creators.items():
            if login and login not in found and _plain(login) not in known:
                found[login] = Person(login, login, line=at)
        return found

    def _gather_guest(self, found, post):
        meta = {name: values[0] for name, values in post.meta.items() if values}
        login = meta.get("cap-user_login") or post.slug.removeprefix(_GUEST)
        if not login:
            return
        whole = f"{meta.get('cap-first_name', '')} {meta.get('cap-last_name', '')}".strip()
        name = meta.get("cap-display_name") or post.title or whole
        person = Person(login, name, meta.get("cap-description", ""), line=post.line)
        if post.slug:
            person.names.add(post.slug.removeprefix(_GUEST))
        if (linked := meta.get("cap-linked_account", "")) and linked != login:
            self._linked[login] = linked
        if login in found:
            person.id = found[login].id
        found[login] = person

    def _root(self, login):
        """Return the login into which `login` is merged, itself where nobody wished that."""
        seen = []
        while login not in seen:
            seen.append(login)
            wished = self.wishes.people.get(login, Wish()).same_as or self._linked.get(login, "")
            if wished not in self.persons:
                break
            login = wished
        return login

    def _merged_last(self):
        return sorted(self.persons, key=lambda login: self._root(login) != login)

    def _name(self, person, wish):
        name = wish.name or person.name or person.login
        # A name in print is no address for letters.
        name = name.partition("@")[0] if "@" in name else name
        return line(name, 120) or line(person.login.partition("@")[0], 120) or _("Nameless")

    # --- what is written ----------------------------------------------------------------------

    def _created(self, person, wish, name):
        slug = free_slug(slug_of(wish.slug, name, person.login) or "author", self._taken)
        self._taken.add(slug)
        author = Author(name=name, slug=slug, bio=line(person.bio, 5000))
        author.save()
        self.report.count("authors", "new")
        return author.pk

    def _changed(self, source, author, name, bio):
        """Give the author the new name; False where somebody here gave another one."""
        if source.ours == _mark(author):
            author.name, author.bio = name, line(bio, 5000)
            author.save()
            self.report.count("authors", "changed")
            return True
        if (author.name, author.bio) != (name, line(bio, 5000)):
            self.report.conflict("author", author.name)
            return False
        return True

    def _write(self, source, login, pk, theirs, name, bio):
        author = Author(pk=pk, name=name, bio=line(bio, 5000))
        if source is None:
            Source.objects.create(
                origin=self.origin, key=keys.person(login), kind=Kind.AUTHOR, object_id=pk,
                theirs=theirs, ours=_mark(author),
            )  # fmt: skip
        elif source.theirs != theirs and (source.object_id, source.ours) != (pk, _mark(author)):
            Source.objects.filter(pk=source.pk).update(
                object_id=pk, theirs=theirs, ours=_mark(author)
            )

    def _addresses(self, person, pk):
        names = {person.login.lower(), _nice(person.login), *person.names}
        found = [f"/author/{name}/" for name in sorted(names) if "@" not in name]
        found += [plain_query("author_name", name) for name in sorted(names) if "@" not in name]
        if person.id is not None:
            found.append(plain_query("author", person.id))
        return [(_kept(path), Kind.AUTHOR, pk, self.origin.language) for path in found]


def _kept(path):
    return path if path.startswith("/?") else plain(path)


def _nice(login):
    """Return the login as WordPress writes it into an address."""
    name = re.sub(r"[^\w\s-]", "", login.lower().replace(".", "-"))
    return re.sub(r"[\s-]+", "-", name).strip("-")


def _plain(login):
    return slug_of(login) or login.lower()


def _mark(author):
    return keys.fingerprint(author.name, author.bio)
