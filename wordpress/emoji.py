"""How often readers pressed something there → numbers under the stories here."""

from django.utils.translation import gettext as _

from reactions.models import Emoji

from .kindred import REACTIONS
from .remarks import gettext_noop

#: What known plugins keep beside a post: key → slug of the emoji. Of the `dw_reaction_…` each
#: press is a value of its own, the others hold a number.
KNOWN = {
    "dw_reaction_like": "like", "dw_reaction_love": "heart", "dw_reaction_haha": "laugh",
    "dw_reaction_wow": "wow", "dw_reaction_sad": "sad", "dw_reaction_angry": "angry",
    "_post_like_count": "heart", "_zilla_likes": "heart", "_liked": "heart",
}  # fmt: skip
_NEW = {
    "like": ("👍", gettext_noop("Like")),
    "heart": ("❤️", gettext_noop("Love")),
    "laugh": ("😂", gettext_noop("Funny")),
    "wow": ("😮", gettext_noop("Surprising")),
    "sad": ("😢", gettext_noop("Sad")),
    "angry": ("😠", gettext_noop("Outrageous")),
}
MOST = 10_000_000


class Presses:
    """wishes.reactions: key → emoji, beside the known ones; by slug or by the emoji itself."""

    def __init__(self, wishes):
        self.keys = KNOWN | dict(wishes.reactions)
        self.pks: dict[str, int] = {}

    def bring(self, used):
        """Have an emoji for each of the keys `used` in the export."""
        here = {}
        for emoji in Emoji.objects.all():
            here[emoji.slug] = here[emoji.symbol] = emoji.pk
        self.keys |= {
            key: key.removeprefix(REACTIONS) for key in used
            if key.startswith(REACTIONS) and key != REACTIONS
        }  # fmt: skip
        for key in sorted(set(self.keys) & set(used)):
            name = self.keys[key]
            if name not in here:
                emoji = self._created(name)
                here[emoji.slug] = here[emoji.symbol] = emoji.pk
            self.pks[key] = here[name]

    def of(self, post):
        """Return `[(emoji, number)]` of a post: what stood there, before anybody presses here."""
        found: dict[int, int] = {}
        for key, pk in self.pks.items():
            if number := _number(post.meta.get(key, ())):
                found[pk] = min(MOST, found.get(pk, 0) + number)
        return list(found.items())

    def _created(self, name):
        if name in _NEW:
            symbol, said = _NEW[name]
            slug, said = name, _(said)
        else:
            slug, symbol = "-".join(f"{ord(sign):x}" for sign in name)[:40], name[:16]
            said = name[:40]
        last = Emoji.objects.order_by("-position").values_list("position", flat=True).first()
        emoji = Emoji(slug=slug, symbol=symbol, name=said, position=(last or 0) + 1)
        emoji.save()
        return emoji


def _number(values):
    """Return how often somebody pressed: a number as it stands, else one for each value."""
    if len(values) == 1 and values[0].strip().isascii() and values[0].strip().isdigit():
        return int(values[0].strip()[:9])
    return len([value for value in values if value.strip()]) if len(values) > 1 else 0
