"""Finding a need by its tracking code. Whoever knows the code is treated as the asker."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.accounts.models import Application, Claim
from hongmajia.core.codes import GUESSES, by_code
from hongmajia.core.visitors import visitor_network
from hongmajia.needs.actions import was_nudged_today
from hongmajia.needs.enums import NUDGEABLE, OVER, NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.states import TRANSITIONS
from hongmajia.needs.story import Story
from hongmajia.services.queries import next_to_confirm
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import Season
from hongmajia.unions.present import season_without_stages
from hongmajia.unions.stages import asking_opens, opening_in_words

REOPENABLE = (NeedState.CONFIRMED, NeedState.UNSOLVED)
"""States in which the page offers to reopen; a solved need is confirmed or not instead."""


class AskerStory(Story):
    """The history of a need as its asker may see it, whether ``reader`` is signed in or not."""

    def __init__(self, need: Need, reader: Any) -> None:
        super().__init__(need, reader)
        self.is_asker = self.is_party = True
        self.is_staff = False

    @property
    def return_reason(self) -> str:
        """The reason the union gave when it last returned the need; empty if it never did."""
        returned = (event.note for event in self.events if event.verb == NeedVerb.RETURNED)
        return next(returned, "")


@dataclass(frozen=True)
class Followed:
    """The need into which the asker's was merged, as far as its asker may know it.

    Without ``page`` the asker may know its number and where it stands, no more.
    """

    need: Need
    page: str
    code: str
    story: Story


def followed(need: Need, reader: Any) -> Followed | None:
    """Return the need that ``need`` was merged into; ``None`` if there is none.

    Its own tracking code is given to the same asker only: whoever has it acts as the asker.
    """
    if need.merged_into_id is None:
        return None
    other = Need.objects.with_details().get(pk=need.merged_into_id)
    if need.contact_phone == other.contact_phone:
        code = other.tracking_code
        return Followed(other, reverse("track_need", args=[code]), code, AskerStory(other, reader))
    seen = Need.objects.visible_to(reader).filter(pk=other.pk).exists()
    page = reverse("need", args=[other.pk]) if seen else ""
    return Followed(other, page, "", Story(other, reader))


def acts_open_on(need: Need) -> dict[str, bool]:
    """What the holder of the code may do on the page now, by the names its template has for it.

    Nothing in a closed year. A service can be confirmed whatever has become of the need since:
    with several helpers one may still be awaited, or another one confirmed already.
    """
    if need.season.is_closed:
        return {}
    waits, nudged = need.state in NUDGEABLE, was_nudged_today(need)
    return {
        "may_complete": need.state == NeedState.RETURNED,
        "may_supplement": need.state not in OVER,
        "may_nudge": waits and not nudged,
        "was_nudged": waits and nudged,
        "may_confirm": next_to_confirm(need) is not None,
        "may_reopen": need.state in REOPENABLE,
        "may_withdraw": need.state in TRANSITIONS[NeedVerb.WITHDRAWN].sources,
    }


def ask_again(need: Need, reader: Any) -> str:
    """Of a need of a closed year: when the next is collected; empty if it is today."""
    closed = need.season.is_closed and asking_opens(season_without_stages(reader))
    return opening_in_words(Season.objects.all(), Stage.COLLECT) if closed else ""


def find(request: HttpRequest, code: str) -> Need:
    """The need with that tracking code; raises as ``by_code``, also for a need still a draft."""
    needs = Need.objects.exclude(state=NeedState.DRAFT).with_details()
    says = _("没有这个追踪码，请对着截图、抄下来的或打印的再核对一遍。")
    return by_code(request, needs, says, tracking_code=code)


def page_of_asked(request: HttpRequest, code: str) -> str:
    """The name of the page of the claim or application with this code; empty if it is of neither.

    Raises ``TooOften`` after too many wrong codes; ``find`` counts one that is of neither.
    """
    GUESSES.check(visitor_network(request))
    found = (model for model in (Claim, Application) if model.objects.filter(code=code).exists())
    return next((model.ADDRESS for model in found), "")
