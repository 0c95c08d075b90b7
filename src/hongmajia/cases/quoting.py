"""Whose words a case quotes: only those that the enterprise wrote itself."""

import unicodedata

from hongmajia.engagements.models import Engagement
from hongmajia.needs.rules import is_asker

from .models import Case

ENDS = "“”\"'。，；！!,.;"


def own_quote(case: Case) -> str:
    """The quotation of the case if it is the enterprise's own; else empty."""
    return case.quote if is_own(case, case.quote) else ""


def is_own(case: Case, quote: str) -> bool:
    """Whether the enterprise wrote ``quote``: when it confirmed, or when it read the case."""
    wanted = _folded(quote)
    return any(
        wanted in _folded(said) for said in (confirmed_with(case.engagement), case.own_quote)
    )


def confirmed_with(engagement: Engagement) -> str:
    """What the enterprise wrote when it confirmed; empty if another confirmed in its place."""
    confirmation = getattr(engagement, "confirmation", None)
    if confirmation is None:
        return ""
    person = confirmation.confirmed_by
    is_theirs = person is None or is_asker(person, engagement.need)
    return str(confirmation.words).strip() if is_theirs else ""


def _folded(text: str) -> str:
    """``text`` as it is compared: without blanks and the signs at its ends, in one width."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip(ENDS)
