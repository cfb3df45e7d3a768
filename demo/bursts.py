"""A burst of reactions for the demo's chief to judge: a school that loves its own story."""

import datetime
import random
import uuid

from articles.models import Article
from reactions.models import Burst, Emoji, Held

NUMBER = 74
MINUTES = 26
NETWORK = "demo"


def a_school_reacts(now):
    """Hold some presses under the newest story, unless the paper ever had a burst."""
    story = Article.objects.published().in_language("ru").newest_first().first()
    emoji = list(Emoji.objects.filter(slug__in=["heart", "fire", "clap"]))
    if story is None or not emoji or Burst.objects.exists():
        return
    chance = random.Random(NUMBER)  # noqa: S311  # no secret
    began_at = now - datetime.timedelta(minutes=MINUTES)
    burst = Burst.objects.create(
        article=story, network=NETWORK, began_at=began_at, seen=60, others=11
    )
    Held.objects.bulk_create(
        Held(
            article=story,
            emoji=chance.choice(emoji),
            visitor=uuid.UUID(int=chance.getrandbits(128)),
            burst=burst,
            # Most at first, when the word goes round.
            at=began_at + datetime.timedelta(minutes=chance.triangular(0, MINUTES, 3)),
        )
        for _pupil in range(NUMBER)
    )
