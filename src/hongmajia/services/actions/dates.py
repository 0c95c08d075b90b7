"""What the asker says to the date of a visit: another day is wished, or this one does not suit.

Nothing is moved by it: the helper or the union changes the date (``move_activity``) or fixes one.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements.enums import WORKING
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import asker_data
from hongmajia.needs.queries import union_side
from hongmajia.notices.telling import tell
from hongmajia.people.queries import helper_side

from ..enums import ServiceVerb
from ..models import Activity
from ..queries import visit_to_record
from .notifying import page_of, when_of

SENTENCES = {
    ServiceVerb.DATE_WISHED: gettext_lazy("%(title)s：企业想约%(wish)s"),
    ServiceVerb.DATE_REFUSED: gettext_lazy("%(title)s：企业说%(when)s不行，请再商量"),
    ServiceVerb.DATE_REFUSED_FOR: gettext_lazy("%(title)s：企业说%(when)s不行，想改到%(wish)s"),
}
ANOTHER = gettext_lazy("另一个时间")


@transaction.atomic
def answer_date(
    *, engagement: Engagement, actor: Actor, name: str, wish: str = "", note: str = ""
) -> ServiceVerb:
    """Record that the asker cannot take the date of the visit, or wishes one; both sides are told.

    ``wish`` is a day or moment as events store it (``2026-05-18 14:00``), ``note`` is read by the
    parties. Raises ``WrongState`` once the helper has been there, ``Refused`` if nothing is said.
    """
    engagement = Engagement.objects.with_details().get(pk=engagement.pk)
    visit = visit_to_record(engagement)
    if engagement.state not in WORKING or (visit and visit.is_over):
        raise WrongState(_("这次服务已经开始或者办完，不能再改时间。"))
    if not (wish or note or visit):
        raise Refused(_("请选一个方便的日子，或者写一句什么时候方便。"))
    verb, words = _verb_of(visit, wish)
    data = {**words, **asker_data(engagement.need, actor, name)}
    record(actor, verb, engagement, data=data, note=note, audience=Audience.PARTIES)
    _tell(engagement, visit, SENTENCES[verb], actor, **words)
    return verb


def _verb_of(visit: Activity | None, wish: str) -> tuple[ServiceVerb, dict[str, str]]:
    """What is said of the visit, and the words of its sentence."""
    if visit is None:
        return ServiceVerb.DATE_WISHED, {"wish": wish or in_chinese(ANOTHER)}
    if wish:
        return ServiceVerb.DATE_REFUSED_FOR, {"when": when_of(visit), "wish": wish}
    return ServiceVerb.DATE_REFUSED, {"when": when_of(visit)}


def _tell(
    engagement: Engagement, visit: Activity | None, sentence: Any, actor: Actor, **words: str
) -> None:
    """Tell the helper, and the cadres of the union that holds the need."""
    need = engagement.need
    page = page_of(visit) if visit else reverse("engagement", args=[engagement.pk])
    for side in (helper_side(engagement.helper), union_side(need.union)):
        tell(side, sentence, page, actor, story=need.story, title=need, **words)
