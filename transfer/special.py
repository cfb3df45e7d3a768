"""Sheets that are not the rows of one table: groups with their rights, numbers of reactions."""

import heapq
import itertools
from operator import itemgetter

from django.contrib.auth.models import Group, Permission
from django.db import connection, models

from accounts.roles import ROLES
from reactions.models import Emoji, Reaction, Tally

from . import bulk, named
from .columns import RANGES
from .sheets import Sheet

LOWEST, HIGHEST = RANGES["BigAutoField"]
NUMBER = {"type": "integer", "minimum": 1, "maximum": RANGES["IntegerField"][1]}

REMEMBERED = "UPDATE reactions_tally SET base = base - 1 WHERE article_id = %s AND emoji_id = %s"


class Groups(Sheet):
    """Groups of rights by their names. Those of the roles are what this release says they are."""

    key = ("name",)

    def rows(self, options):
        groups = Group.objects.prefetch_related("permissions__content_type")
        for group in sorted(groups, key=lambda group: group.name):
            rights = sorted(
                f"{right.content_type.app_label}.{right.codename}"
                for right in group.permissions.all()
            )
            yield {"name": group.name, "rights": rights}

    def read(self, line):
        return line

    def insert(self, lines):
        known = named.OF["auth.Permission"]().by_name
        for line in lines:
            group, is_new = Group.objects.get_or_create(name=line["name"])
            if is_new or group.name not in ROLES:
                keys = [known[right] for right in line["rights"] if right in known]
                group.permissions.set(Permission.objects.filter(pk__in=keys))
        return len(lines)

    def schema(self):
        return {
            "type": "object",
            "description": self.what,
            "additionalProperties": False,
            "required": ["name", "rights"],
            "properties": {
                "name": {"type": "string", "minLength": 1, "maxLength": 150},
                "rights": {"type": "array", "items": {"type": "string"}},
            },
        }

    def references(self):
        return {}


class Numbers(Sheet):
    """How often each emoji was pressed under each story: remembered presses and forgotten ones."""

    key = ("article", "emoji")

    def count(self):
        return Tally.objects.count()

    def rows(self, options):
        # Both in the order of the keys, so that neither has to be held.
        place = ("article_id", "emoji_id")
        forgotten = Tally.objects.order_by(*place).values_list(*place, "base")
        pressed = Reaction.objects.order_by(*place).values_list(*place)
        pressed = pressed.annotate(number=models.Count("visitor"))
        both = heapq.merge(forgotten.iterator(), pressed.iterator(), key=itemgetter(0, 1))
        for (article, emoji), parts in itertools.groupby(both, key=itemgetter(0, 1)):
            if number := sum(part[2] for part in parts):
                yield {"article": article, "emoji": emoji, "number": number}

    def read(self, line):
        return line

    def insert(self, lines):
        # All count as forgotten until presses come and say whose they are.
        bulk.insert(
            Tally,
            ["article", "emoji", "counted", "base", "steps"],
            [(line["article"], line["emoji"], *[line["number"]] * 3) for line in lines],
        )
        return len(lines)

    def schema(self):
        emoji = {"type": "integer", "minimum": 1, "maximum": RANGES["SmallAutoField"][1]}
        return {
            "type": "object",
            "description": self.what,
            "additionalProperties": False,
            "required": ["article", "emoji", "number"],
            "properties": {
                "article": {"type": "integer", "minimum": LOWEST, "maximum": HIGHEST},
                "emoji": emoji,
                "number": NUMBER,
            },
        }

    def references(self):
        return {"article": "articles.Article", "emoji": Emoji._meta.label}


class Presses(Sheet):
    """Who pressed what: rows that the numbers counted as forgotten until now."""

    def insert(self, lines):
        number = super().insert(lines)
        with connection.cursor() as cursor:
            cursor.executemany(REMEMBERED, [(line["article"], line["emoji"]) for line in lines])
        return number
