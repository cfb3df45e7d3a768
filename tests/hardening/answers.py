"""What every answer must be, whatever was asked."""

#: Bad input may be refused; it never makes the site fail.
ALLOWED = {200, 301, 302, 303, 304, 400, 403, 404, 405, 409, 410, 413, 414, 415, 422, 429}

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Content-Security-Policy": "default-src 'none'",
}


def body_of(response):
    """Return the body; a streamed one can be read from its source only once."""
    if response.streaming and not hasattr(response, "body_read"):
        response.body_read = b"".join(response)
    return response.body_read if response.streaming else response.content


def complaints(response):
    """Return what is wrong with an answer to a reader, as sentences."""
    if response.status_code not in ALLOWED:
        yield f"status {response.status_code}"
    if response.cookies:
        yield f"sets a cookie: {response.cookies}"
    body = body_of(response)
    for leak in (b"Traceback", b"SELECT ", b"psycopg", b"sqlite3", b"DEBUG = True"):
        if leak in body:
            yield f"shows {leak.decode()}"
    for name, beginning in HEADERS.items():
        if beginning not in response.get(name, ""):
            yield f"{name}: {response.get(name)}"


def assert_good(answers):
    """answers: `(what was asked, response)`. All complaints are said at once."""
    wrong = [
        f"{str(asked)[:200]}: {found}"
        for asked, response in answers
        for found in complaints(response)
    ]
    assert wrong == [], "\n".join(wrong)
