"""Words as the desk's index keeps and asks them. Pure.

An editor looks for a part of a word as well as for a word (“ход” finds “ледоход”), so the index
holds threes of letters: what holds a word holds each three of it. Neither database need know an
alphabet for that.
"""

import re
import unicodedata

from accounts.folding import fold

_SIGNS = re.compile(r"[\W_]+")


def text_of(*texts):
    """Return `texts` as the index holds them: folded, two spaces before each word.

    A word that holds other signs than letters stands there whole and in its parts, so that
    “«Лена»” begins with “л”, too.
    """
    words = _composed(" ".join(texts)).split()
    parts = (part for word in words for part in _SIGNS.split(word) if part and part != word)
    return "".join(f"  {word}" for word in dict.fromkeys([*words, *parts]))


def sought(word):
    """Return what must stand in the text of a story that holds `word`.

    One letter or two are looked for where a word begins: there is no three of them.
    """
    folded = _composed(word)
    return {1: f"  {folded}", 2: f" {folded}"}.get(len(folded), folded)


def threes(text):
    """Return the threes of letters in `text`, each once."""
    return {text[place : place + 3] for place in range(len(text) - 2)}


def _composed(text):
    # “й” typed as two characters is one letter.
    return fold(unicodedata.normalize("NFC", text))
