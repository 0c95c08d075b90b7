"""Whether the enterprise lets a case be public, and whose name stands in it."""

from django.utils.translation import gettext as _

from hongmajia.needs.enums import Visibility

from ..enums import AGAINST, AWAITED, Standing
from ..models import Case


def objection(case: Case) -> str:
    """The enterprise's objection as a sentence; empty if there is none."""
    if case.standing not in AGAINST:
        return ""
    return _("企业不同意这样写：%(words)s") % {"words": case.answer.rstrip("。")}


def why_not_public(case: Case) -> str:
    """A sentence on why the enterprise does not let the case be public yet; empty if it does."""
    if words := objection(case):
        return words
    if case.standing == Standing.NOT_ASKED:
        return _("还没请企业看稿")
    if case.standing in AWAITED:
        return _("企业还没有答复")
    is_for_unions = case.engagement.need.visibility == Visibility.UNIONS
    if case.standing == Standing.SILENT and is_for_unions:
        return _("企业没有答复，而它的需求只给工会看，要它同意才能公开")
    return told_name(case)


def told_name(case: Case) -> str:
    """A sentence if the text names an enterprise that has not agreed to that; else empty."""
    name = _plain(case.engagement.need.asker_label)
    if not name or case.names_enterprise:
        return ""
    captions = [picture.words for picture in case.pictures.select_related("photo")]
    texts = (case.title, case.gist, case.problem, case.practice, case.lesson, case.quote)
    if name in _plain("".join((*texts, *captions))):
        return _("文中写了企业名，企业没有同意写明")
    return ""


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
