"""What the browser has to know to keep what is typed for whoever typed it (``drafts.js``)."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .kept import whose


def drafts_of(request: HttpRequest) -> dict[str, str]:
    """A context processor: ``draft_account`` types here now, ``draft_keeper`` typed here before.

    The keeper is the same account until they sign out or somebody else signs in, also while their
    session has ended. Both are marks that do not tell whose they are; empty for nobody.
    """
    if not hasattr(request, "user"):  # the page of an error before anybody was recognised
        return {}
    return {
        "draft_account": _mark(str(request.user.pk or "")),
        "draft_keeper": _mark(whose(request) or ""),
    }


def _mark(account: str) -> str:
    return salted_hmac("drafts", account).hexdigest()[:12] if account else ""
