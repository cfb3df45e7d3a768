"""Message catalogues as the tests see them: what the code says, what `.po` and `.mo` hold."""

import ast
import gettext
import re
import shutil
import subprocess
from dataclasses import dataclass, field

from django.utils.translation.template import templatize

from tests import ROOT

LOCALE = ROOT / "locale"
NOT_OURS = {"tests", "dev", "benchmarks", "var", "node_modules"}
KEYWORDS = [
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "npgettext:1c,2,3",
    "npgettext_lazy:1c,2,3",
]


@dataclass
class Entry:
    """One message. `forms` holds its translation, one per plural form."""

    context: str = ""
    message: str = ""
    plural: str = ""
    forms: dict[int, str] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    is_fuzzy: bool = False

    @property
    def key(self):
        return (self.context, self.message)

    @property
    def is_translated(self):
        return bool(self.forms) and all(self.forms.values())


def read(text):
    """Return `{(context, message): Entry}` of a `.po` file's text; the header is `("", "")`."""
    entries, current = [Entry()], None
    for line in text.splitlines():
        begins = line.startswith(("#", "msgctxt", "msgid "))
        if begins and current and current[0] == "msgstr":
            entries.append(Entry())
            current = None
        entry = entries[-1]
        if line.startswith("#:"):
            entry.places += re.findall(r"(\S+?):\d+", line)
        elif line.startswith("#,"):
            entry.is_fuzzy = "fuzzy" in line
        elif found := re.match(r"(msg\w+)(?:\[(\d)\])? (\".*\")$", line):
            current = (found[1], int(found[2] or 0))
            put(entry, current, ast.literal_eval(found[3]))
        elif current and line.startswith('"'):
            put(entry, current, ast.literal_eval(line))
    return {entry.key: entry for entry in entries if entry.forms}


def put(entry, place, text):
    name, number = place
    if name == "msgstr":
        entry.forms[number] = entry.forms.get(number, "") + text
    else:
        attribute = {"msgctxt": "context", "msgid": "message", "msgid_plural": "plural"}[name]
        setattr(entry, attribute, getattr(entry, attribute) + text)


def catalogue(language, domain="django"):
    return read((LOCALE / language / "LC_MESSAGES" / f"{domain}.po").read_text())


def compiled(language, domain="django"):
    with (LOCALE / language / "LC_MESSAGES" / f"{domain}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def has_extractor():
    return bool(shutil.which("xgettext"))


def python_files():
    """Return the paths of all Python files that may speak to people."""
    first = {path: path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/**/*.py")}
    return [
        path for path in first if first[path] not in NOT_OURS and not first[path].startswith(".")
    ]


def used(folder):
    """Return the entries that Python and templates use, with the files they stand in.

    folder: for the templates, which xgettext reads once they are turned into Python.
    """
    files = [*python_files(), *(ROOT / "templates").rglob("*.*")]
    files = [path.relative_to(ROOT) for path in files]
    for path in files:
        copy = folder / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / path).read_text()
        copy.write_text(text if path.suffix == ".py" else templatize(text, origin=str(path)))
    done = subprocess.run(
        ["xgettext", "--language=Python", "--from-code=UTF-8", "--output=-", "--no-wrap"]
        + [f"--keyword={word}" for word in KEYWORDS]
        + sorted(map(str, files)),
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    entries = read(done.stdout)
    entries.pop(("", ""), None)
    return entries
