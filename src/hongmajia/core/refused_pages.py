"""The page that refuses a form which a script has sent, kept until the browser asks for it.

A script cannot show a whole page with scripts of its own, and a form that is sent once more is
carried out once more: it counts as another try, and its photographs go up again. So the page waits
encrypted in the session of the browser, which asks for it by the key of the form.
"""

import time
import zlib
from base64 import b64decode, b64encode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from .limits import Limit, asker_of
from .sealing import seal, unseal

NAME = PURPOSE = "refused"
ASKED = "refused_page"
"""The only field of the form by which a browser asks; it holds the key of the refused form."""
KEPT = "X-Page-Kept"
"""The header of an answer whose page can be asked for."""
SECONDS = 600
KEEPING = Limit("refused-pages", 120, 3600, words="")
"""Beyond it the script only says that the form was refused."""


def keep_page(request: HttpRequest, key: str, response: HttpResponse) -> None:
    """Keep the page of ``response`` if it refuses the form with this ``key``."""
    kind = response.headers.get("Content-Type", "")
    if not 400 <= response.status_code < 500 or not kind.startswith("text/html"):
        return
    if not KEEPING.allows(asker_of(request)):
        return
    facts = {
        "key": key,
        "status": response.status_code,
        "page": b64encode(zlib.compress(response.content)).decode(),
        "until": time.time() + SECONDS,
    }
    request.session[NAME] = seal(facts, PURPOSE)
    if not request.user.is_authenticated:
        request.session.set_expiry(3600)
    response.headers[KEPT] = "1"


def kept_page(request: HttpRequest) -> HttpResponse:
    """The page that was asked for, once; without it the form anew, which sends nothing."""
    facts = unseal(request.session.pop(NAME, ""), PURPOSE)
    if facts is None or facts["key"] != request.POST[ASKED]:
        return _anew(request)
    return HttpResponse(zlib.decompress(b64decode(facts["page"])), status=facts["status"])


def _anew(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(request.get_full_path())
    response.status_code = 303
    return response
