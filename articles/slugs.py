"""Russian and Sakha letters → Latin addresses. Pure."""

import re
import unicodedata

from anyascii import anyascii

# Practical transcription as Russian papers print it in addresses: no diacritics, no apostrophes,
# readable aloud. Sakha letters follow the road signs of the republic.
LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "ҕ": "gh", "ҥ": "ng", "ө": "o", "һ": "h", "ү": "u",
}  # fmt: skip
_TABLE = {ord(letter): latin for letter, latin in LETTERS.items()}
_NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slugify(text: str, max_length: int = 80) -> str:
    """Return `text` as a slug of a–z, 0–9 and single hyphens, cut at a word where it can be.

    Empty when nothing of `text` can be said in Latin letters (only emoji, only punctuation):
    the caller knows what to call such a thing.
    """
    text = unicodedata.normalize("NFC", text[: max_length * 8]).lower()
    latin = anyascii(text.translate(_TABLE)).lower()
    # anyascii names emoji as ":fire:"; an address of names nobody typed helps nobody.
    latin = re.sub(r":[a-z0-9_]+:", " ", latin)
    slug = _NOT_IN_A_SLUG.sub("-", latin).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return (cut if len(cut) > max_length // 2 else slug[:max_length]).strip("-")


def free_slug(wanted: str, taken) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3`, … whichever is not in `taken`."""
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
