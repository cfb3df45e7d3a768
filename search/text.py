"""Words as the index keeps them. The same function reads stories and questions. Pure.

Letters are folded first: ё is е, and the Sakha letters that many telephones lack are what people
type instead. Then a word is cut to its stem where its language has a stemmer.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

#: Languages that Snowball can stem; the words of all others are found by their beginning.
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech",
    "da": "danish", "nl": "dutch", "en": "english", "et": "estonian", "fi": "finnish",
    "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "no": "norwegian", "nb": "norwegian", "fa": "persian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

# Letter for letter, so that a place in the folded text is the same place in the text.
_FOLDED = tuple(zip("ёҕҥөһү", "егноху", strict=True))
_LATIN_H = re.compile("(?<=[а-я])h|h(?=[а-я])")
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f\u00ad]")

#: A word longer than this is no word; PostgreSQL refuses to index one of 2,047 bytes.
LONGEST_WORD = 40

# Snowball sees no kinship between “лёд” and “льда”, and a paper of the north is full of both.
_IRREGULAR = {
    form: stem
    for stem, forms in {
        "лед": "льда льду льдом льде льды льдов льдам льдами льдах",
        "ден": "дня дню днем дне дни дней дням днями днях",
    }.items()
    for form in forms.split()
}
# Рынок and рынка, купец and купца, огонь and огня: the vowel that comes and goes.
_FLEETING = re.compile("(?<=[^аеиоуыэюя])[оеё](?=[кцнрл]$)")

#: What stands between two spaces is remembered with its stems up to twice so often.
_REMEMBERED = 20_000
#: Longer than this it is no word, and not remembered.
_LONGEST_SPELLING = 60

_stemmers = threading.local()


def normalise(text, language):
    """Return the words of `text` in `language` as a list of stems, in order."""
    return stems(text, language).split()


def stems(text, language, most=None):
    """Return the stems of the words of `text`, in order, with spaces between; the first `most`."""
    # Nothing that is done to a text reaches across a space, and most of what stands between two
    # stood there before: to look it up takes a tenth of the time.
    kept = _spellings[language]
    found = " ".join(filter(None, map(kept.__getitem__, text.split())))
    if most is not None and found.count(" ") >= most:
        return " ".join(found.split(" ", most)[:most])
    return found


class _Spellings(dict):
    """Words with their signs, as texts have them → their stems. Forgets what is rare."""

    def __init__(self, language):
        self.language = language
        self.older = {}

    def __missing__(self, spelling):
        found = self.older.get(spelling)
        if found is None:
            found = _stems(spelling, self.language)
        if len(spelling) <= _LONGEST_SPELLING:
            if len(self) >= _REMEMBERED:
                self.older = dict(self)
                self.clear()
            self[spelling] = found
        return found


class _Languages(dict):
    def __missing__(self, language):
        return self.setdefault(language, _Spellings(language))


_spellings = _Languages()


def _stems(text, language):
    # Composed first: “й” written as two characters is one letter, a stress mark is none.
    text = _MARKS.sub("", unicodedata.normalize("NFC", text))
    return " ".join(stem(word[:LONGEST_WORD], language) for word in _WORD.findall(fold(text)))


def fold(text):
    """Return `text` in small letters, ё and the Sakha letters folded; its length is the same."""
    small = text.lower()
    if len(small) != len(text):  # “İ” becomes two characters
        small = "".join(letter.lower()[0] for letter in text)
    # Six searches by a fast C loop: a translation table took twenty times as long.
    for letter, plain in _FOLDED:
        small = small.replace(letter, plain)
    return _LATIN_H.sub("х", small) if "h" in small else small


def is_stemmed(language):
    return language in STEMMERS


@lru_cache(maxsize=30_000)
def stem(word, language):
    """Return the stem of a folded word, the word itself where the language has no stemmer."""
    if language not in STEMMERS:
        return word
    if language == "ru":
        if word in _IRREGULAR:
            return _IRREGULAR[word]
        found = stemmer(language).stemWord(word)
        return _FLEETING.sub("", found) if len(found) > 3 else found
    return stemmer(language).stemWord(word)


def stemmer(language):
    # A stemmer keeps the word it works on in itself: one for each thread.
    kept = vars(_stemmers)
    if language not in kept:
        kept[language] = snowballstemmer.stemmer(STEMMERS[language])
    return kept[language]
