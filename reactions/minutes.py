"""How the presses of a burst came, minute by minute, as a drawing and in words."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from .models import Emoji, Held

WIDTH, HEIGHT = 600, 120
#: A burst that goes on for longer is drawn in pieces of several minutes.
MOST_COLUMNS = 60


def chart(burst):
    """Return `columns` as `(x, y, width, height, moment, number)`, and what to say of them.

    `step`: minutes of one column. `most`: the largest number. `emoji`: `(symbol, name, number)`.
    Two queries. Once the burst is judged its presses are gone: all are empty.
    """
    minutes: Counter = Counter()
    emoji: Counter = Counter()
    held = Held.objects.filter(burst=burst)
    for at, of in held.values_list("at", "emoji").iterator():
        minutes[at.replace(second=0, microsecond=0)] += 1
        emoji[of] += 1
    if not minutes:
        return {"columns": [], "emoji": []}
    first, last = min(minutes), max(minutes)
    length = round((last - first).total_seconds() / 60) + 1
    step = -(-length // MOST_COLUMNS)
    numbers = [0] * -(-length // step)
    for minute, number in minutes.items():
        numbers[round((minute - first).total_seconds() / 60) // step] += number
    most = max(numbers)
    width = min(WIDTH / len(numbers), WIDTH / 20)
    columns = []
    for place, number in enumerate(numbers):
        moment = timezone.localtime(first + timedelta(minutes=place * step))
        height = round(number / most * (HEIGHT - 4))
        said = date_format(moment, "TIME_FORMAT")
        columns.append(
            (f"{place * width + 1:.1f}", HEIGHT - height, f"{width - 2:.1f}", height, said, number)
        )
    named = Emoji.objects.in_bulk(list(emoji))
    return {
        "columns": columns,
        "step": step,
        "most": most,
        "emoji": [(named[pk].symbol, str(named[pk]), number) for pk, number in emoji.most_common()],
    }
