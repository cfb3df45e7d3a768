"""A page as it can be where nobody answers: numbers stay, what would be sent goes. Pure."""

import re

_SEARCH_LINK = re.compile(r'<a\b[^>]*\shref="(?:/[a-z-]+)?/search/"[^>]*>.*?</a>', re.S)
_SEARCH_FORM = re.compile(r'<form\b[^>]*\srole="search".*?</form>', re.S)
_ADVICE = re.compile(r'<p>[^<]*</p>\s*(?=<form\b[^>]*\srole="search")')
_POST = re.compile(r'<form\b[^>]*\smethod="post"[^>]*>(.*?)</form>', re.S)
_BUTTON = re.compile(r'<button class="reaction"[^>]*>(.*?)</button>', re.S)
_ROW_DATA = re.compile(r'(<reaction-row\b[^>]*?)(?:\sdata-[a-z-]+="[^"]*")+')
_PRESS = "<span>+1</span>"
_SCRIPT = re.compile(r"<script\b[^>]*/reaction-row[^>]*></script>\s*")
_SEARCH_DATA = re.compile(
    r',\s*"potentialAction": \{"@type": "SearchAction".*?"query-input": "[^"]*"\}', re.S
)


def without_server(html, *, is_missing=False):
    """Return `html` without the search, and with reactions as numbers that nobody can press.

    is_missing: it is the page that says that there is nothing here, and advises to search.
    """
    if is_missing:
        html = _ADVICE.sub("", html)
    html = _SEARCH_FORM.sub("", _SEARCH_LINK.sub("", html))
    html = _ROW_DATA.sub(r"\1", _SCRIPT.sub("", _POST.sub(_counted, html)))
    return _SEARCH_DATA.sub("", html)


def _counted(form):
    number = _BUTTON.sub(r'<div class="reaction">\1</div>', form[1]).replace(_PRESS, "")
    return f"<div>{number}</div>"
