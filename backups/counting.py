"""What a restored database is asked before it may be the site's: numbers, lists, index, files."""

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from articles.finding import rebuilding as desk_index
from articles.models import Article, Listing, Output
from images.models import Image
from pages.models import Page
from reactions import recounting
from reactions.models import Reaction
from search import rebuilding

from . import files, postgres, sqlite
from .ledger import State
from .refusals import Refusal

CHUNK = 1000
#: What somebody would miss, and how it is called.
MISSED = [
    (Article, lambda n: ngettext("%(n)d story", "%(n)d stories", n)),
    (Image, lambda n: ngettext("%(n)d picture", "%(n)d pictures", n)),
    (Page, lambda n: ngettext("%(n)d page", "%(n)d pages", n)),
    (Reaction, lambda n: ngettext("%(n)d reaction", "%(n)d reactions", n)),
    (User, lambda n: ngettext("%(n)d login", "%(n)d logins", n)),
]


def what_would_be_lost():
    """Return what the site's database holds, in words: [] if nobody would miss anything."""
    there = set(connection.introspection.table_names())
    found = []
    for model, said in MISSED:
        table = model._meta.db_table
        if table in there and (number := _read(f'SELECT count(*) FROM "{table}"')[0][0]):  # noqa: S608
            found.append(said(number) % {"n": number})
    return found


def compare_rows(whole):
    """Raise `Refusal` unless each table has the rows it had. whole: of `archive`."""
    counts = sqlite.counts if connection.vendor == "sqlite" else postgres.counts
    now = counts(_read)
    if now != whole.tables:
        differing = sorted(name for name, rows in whole.tables.items() if now.get(name) != rows)
        raise Refusal(
            _("These tables do not have the rows they had: %(names)s.")
            % {"names": ", ".join(differing or sorted(now.keys() - whole.tables.keys()))}
        )
    if connection.vendor == "sqlite":
        loose = len(_read("PRAGMA foreign_key_check"))
        if loose > whole.loose_keys:
            raise Refusal(_("Rows that name others which are not there: %(n)d.") % {"n": loose})


def compare_files(whole, ledger):
    """Raise `Refusal` unless each row's file is in the backup, or was lost when it was made.

    Returns how many were lost then.
    """
    lost = 0
    for shelf in files.shelves(whole.tables):
        for _key, name in files.named(shelf, _read):
            entry = ledger.find(files.member_of(shelf, name))
            if entry is None or entry.state == State.LEFT_OVER:
                raise Refusal(_("The backup lacks a file: %(name)s.") % {"name": name})
            lost += entry.state == State.MISSING
    return lost


def derived_differences():
    """Return a sentence for each kind of derived thing that does not say what the truth says.

    Reads every story: minutes for a million.
    """
    said = []
    if numbers := len(recounting.differences()):
        said.append(_("numbers of reactions: %(n)d; run recount_reactions") % {"n": numbers})
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    lists = sum(
        len(Listing.objects.differing(Article.objects.filter(pk__gte=pk, pk__lt=pk + CHUNK)))
        for pk in range(0, last + 1, CHUNK)
    )
    if lists or Output.objects.differing():
        said.append(_("lists and numbers of stories: run rebuild_lists"))
    index = sum(len(rebuilding.differing(*span)) for span in rebuilding.chunks())
    if index:
        said.append(_("search index: %(n)d stories; run rebuild_search") % {"n": index})
    found = sum(len(desk_index.differing(*span)) for span in desk_index.spans())
    if found:
        said.append(_("the desk's index: %(n)d stories; run rebuild_desk_search") % {"n": found})
    return said


def _read(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
