"""Pages are kept when they are made, and made by one reader at a time."""

from django.http import HttpResponse

from .answers import answers
from .pages import Copy, Edition, Gathering, Page
from .questions import question_of
from .tags import gathering

#: Where the shortcut in front of Django leaves what it found out.
ASKED = "pagecache.asked"
KEPT_STATUSES = (200, 404, 410)


class PageCacheMiddleware:
    """The outermost of all: what it keeps is the whole answer, headers and all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        environ = request.META
        asked = environ.pop(ASKED, None)
        question = asked[0] if asked else question_of(environ)
        if question is None:
            return self.get_response(request)
        if not asked:
            answer, reading = answers.find(question)
            if answer:
                return response_of(answer)
        else:
            reading = asked[1]
        is_mine = answers.begin(question)
        if not is_mine:
            answer, reading = answers.find(question)
            if answer:
                return response_of(answer)
        response = None
        try:
            response = self._made(request, question, reading)
            return response
        finally:
            if is_mine:
                was_kept = response is not None and "Cache-Status" in response.headers
                answers.made(question, was_kept=was_kept)

    def _made(self, request, question, reading):
        if reading is None:
            # Nobody knows of which moment a page would be.
            return self.get_response(request)
        request._reading = reading
        environ = request.META
        # The page is made whole and for everybody; what this reader holds is looked at afterwards.
        environ.pop("HTTP_IF_NONE_MATCH", None)
        environ.pop("HTTP_IF_MODIFIED_SINCE", None)
        environ["QUERY_STRING"] = question.query
        request.method = environ["REQUEST_METHOD"] = "GET"
        page = Gathering()
        token = gathering.set(page)
        try:
            response = self.get_response(request)
        finally:
            gathering.reset(token)
            if question.is_head:
                request.method = environ["REQUEST_METHOD"] = "HEAD"
        if response.status_code >= 500:
            old = answers.stale(question)
            return response_of(old) if old else response
        if getattr(response, "streaming", False):
            return response
        if page.may_be_kept or page.mark.encode() in response.content:
            # The reading is another one after what was due was done: of before the view, too.
            return self._put_together(response, page, question, request._reading)
        return response

    def _put_together(self, response, page, question, reading):
        pieces = page.pieces(response.content)
        kept = Page.of(response, page, reading)
        edition = Edition(kept, pieces, kept.texts(reading))
        may_be_kept = (
            page.may_be_kept
            and response.status_code in KEPT_STATUSES
            and not response.cookies
            and not reading.is_private
        )
        if may_be_kept:
            return response_of(answers.keep(question, Copy(kept, edition), reading))
        response.content = b"".join(
            part
            for pair in zip(edition.pieces(), (*map(str.encode, edition.texts), b""), strict=True)
            for part in pair
        )
        response.headers["Content-Length"] = str(len(response.content))
        return response


def response_of(answer):
    """Return `answer` as Django's response, for who does not come through the shortcut."""
    response = HttpResponse(answer.body, status=int(answer.status[:3]))
    del response.headers["Content-Type"]
    for name, value in answer.headers:
        response.headers[name] = value
    return response
