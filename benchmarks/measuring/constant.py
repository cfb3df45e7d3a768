"""The least that a Python web server can do: the same few bytes to everybody."""

ANSWER = b"<!doctype html><title>Constant</title><p>The same to everybody."
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(ANSWER)))]


def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [ANSWER]
