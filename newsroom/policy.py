"""The content security policy of each answer."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings


class PolicyMiddleware(CSPMiddleware):
    """Writes readers' policy once: it is the same for all their pages, always in one order."""

    def __init__(self, get_response):
        super().__init__(get_response)
        self._readers = written(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])

    def process_response(self, request, response):
        if hasattr(request, "_csp_nonce") or any(
            name.startswith("_csp") for name in vars(response)
        ):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._readers)
        return response


def written(directives):
    return "; ".join(f"{name} {' '.join(values)}" for name, values in sorted(directives.items()))
