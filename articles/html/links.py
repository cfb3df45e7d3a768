"""Where a link may lead: to a page of the web, a letter, a telephone, a page of ours. Pure."""

import re
from urllib.parse import quote, urlsplit

from .characters import visible

LONGEST = 2000
# What an address may hold as it is; letters of any script stay readable.
PLAIN = "%/:?#[]@!$&()*+,;=-._~"


def address(text: str) -> str | None:
    """Return the address `text` means, in the one form that is stored; None if we link no such.

    Letters of a scheme that are hidden by tabs, line ends or zero-width characters are read as
    browsers read them.
    """
    text = re.sub(r"[\t\n\r\f\v\x85]", "", visible(text)).strip()
    if not text or len(text) > LONGEST:
        return None
    if text.startswith("//"):
        text = f"https:{text}"
    elif text.lower().startswith("www."):
        text = f"https://{text}"
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", text)
    kind = scheme[1].lower() if scheme else "page"
    found = KINDS[kind](text) if kind in KINDS else None
    return found if found and len(found) <= LONGEST else None


def _web(text):
    try:
        parts = urlsplit(text)
        # Reading the port raises for a wrong one, the host is None for “http:///x”.
        is_whole = parts.hostname and (parts.port or True)
    except ValueError:
        return None
    # “https://paper.example@elsewhere.example” leads elsewhere, whatever it seems to say.
    if not is_whole or "@" in parts.netloc or not re.fullmatch(r"[\w.:\[\]-]+", parts.netloc):
        return None
    return _quoted(f"{parts.scheme.lower()}://{parts.netloc}{text.split(parts.netloc, 1)[1]}")


def _page(text):
    # A browser takes “/\” for “//”, another site.
    return _quoted(text) if re.match(r"/(?![/\\])", text) else None


def _letter(text):
    match = re.fullmatch(r"mailto:([\w.+-]{1,64}@[\w.-]{3,190})(\?[^\s\"'<>]*)?", text, re.I)
    return f"mailto:{match[1]}{_quoted(match[2] or '')}" if match else None


def _telephone(text):
    number = re.sub(r"[\s()\u00a0.–-]", "", text[4:])
    return f"tel:{number}" if re.fullmatch(r"\+?[0-9*#,;]{2,30}", number) else None


KINDS = {"http": _web, "https": _web, "mailto": _letter, "tel": _telephone, "page": _page}


def _quoted(text):
    return "".join(
        character
        if character in PLAIN or character.isalnum()
        else quote(character, errors="replace")
        for character in text
    )
