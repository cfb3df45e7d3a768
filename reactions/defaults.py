"""The seven emoji that a new site begins with; the editors choose and order their own."""

from django.conf import settings

#: address, symbol, names by language
SEVEN = [
    ("like", "👍", {"ru": "Хорошо", "sah": "Үчүгэй", "en": "Good"}),
    ("heart", "❤️", {"ru": "Люблю", "sah": "Таптыыбын", "en": "Love"}),
    ("fire", "🔥", {"ru": "Огонь", "sah": "Уот", "en": "Fire"}),
    ("clap", "👏", {"ru": "Браво", "sah": "Маладьыас", "en": "Bravo"}),
    ("smile", "😄", {"ru": "Смешно", "sah": "Күлүүлээх", "en": "Funny"}),
    ("wow", "😮", {"ru": "Удивляет", "sah": "Соһутар", "en": "Surprising"}),
    ("sad", "😢", {"ru": "Грустно", "sah": "Хомолтолоох", "en": "Sad"}),
]


def seven():
    """Return the fields of each as a dict, its names in the languages of this paper.

    A language that has no name here shows the English one, until an editor writes another.
    """
    first, *others = [code for code, _name in settings.LANGUAGES]
    return [
        {
            "slug": slug,
            "symbol": symbol,
            "name": names.get(first, names["en"]),
            "translations": {code: {"name": names.get(code, names["en"])} for code in others},
            "position": position,
        }
        for position, (slug, symbol, names) in enumerate(SEVEN, start=1)
    ]
