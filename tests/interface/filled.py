"""Deqing with something of every kind that the interface shows, and something for each act."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hongmajia.campaigns.models import Campaign
from hongmajia.cases.models import Case
from hongmajia.classes.models import TrainingClass
from hongmajia.core.clocks import is_workday
from hongmajia.engagements.actions import propose
from hongmajia.engagements.models import Engagement
from hongmajia.interface.examples import EXAMPLES, Example
from hongmajia.knowledge.models import ProblemKind
from hongmajia.meetings.models import Meeting
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity, Confirmation, ServiceRecord
from hongmajia.unions.models import Enterprise, Union
from tests.actors import Province, artisan, credit_code, make_need, make_offer


class Filled:
    """Rows of one county: ``keys`` are those of the examples, ``mark`` stands in each text."""

    def __init__(self, province: Province, union: Union, adcode: str, mark: str) -> None:
        self.province, self.union, self.adcode, self.mark = province, union, adcode, mark
        self.helpers = [artisan(f"{mark}工{n}", f"{mark}焊工", union, adcode) for n in range(3)]
        helper = self.helpers[0]
        need, listed = self.need("一"), self.need("二")
        held = self.held(helper)
        self.keys: dict[str, int] = {
            "need": need.pk,
            "listed": listed.pk,
            "helper": helper.pk,
            "offer": make_offer(helper, title=f"{mark}焊接", text=f"{mark}现场").pk,
            "invited": self.invited(need, self.helpers[1]).pk,
            "asked": self.invited(need, self.helpers[2]).pk,
            "agreed": self.agreed(self.need("三"), self.helpers[1]).pk,
            "past_visit": self.past_visit(self.agreed(self.need("四"), self.helpers[2])).pk,
            "open_activity": self.activity(is_open=True, days=20).pk,
            "enterprise": self.enterprise().pk,
            **held,
        }

    def enterprise(self) -> Enterprise:
        """A registered enterprise."""
        return Enterprise.objects.create(
            name=f"{self.mark}机械厂有限公司",
            credit_code=credit_code(int(self.adcode)),
            section="C",
            region=self.union.region,
            union=self.union,
        )

    def kind(self) -> ProblemKind:
        """A kind of problem that a cadre confirmed."""
        return ProblemKind.objects.create(
            union=self.union, title=f"{self.mark}变形", gist=f"{self.mark}焊后变形大", category=1
        )

    def need(self, number: str) -> Need:
        """A listed need of somebody without an account."""
        return make_need(
            self.province,
            title=f"{self.mark}{number}",
            text=f"{self.mark}焊接变形大，求办法",
            enterprise=None,
            enterprise_name=f"{self.mark}机械厂",
            region=self.union.region,
            union=self.union,
            home_union=self.union,
            contact_name=f"{self.mark}女士",
            asker=None,
        )

    def invited(self, need: Need, helper: Helper) -> Engagement:
        return propose(need=need, helper=helper, actor=None, overrule="试")

    def agreed(self, need: Need, helper: Helper) -> Engagement:
        Need.objects.filter(pk=need.pk).update(state="matched")
        return Engagement.objects.create(
            need=need, helper=helper, origin="dispatch", state="accepted", slot=1
        )

    def activity(self, *, days: int, **fields: Any) -> Activity:
        starts = timezone.now() + timedelta(days=days)
        return Activity.objects.create(
            season=self.province.season,
            union=self.union,
            title=f"{self.mark}讲座",
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
            region_id=self.adcode,
            **fields,
        )

    def past_visit(self, engagement: Engagement) -> Activity:
        Engagement.objects.filter(pk=engagement.pk).update(state="scheduled")
        Need.objects.filter(pk=engagement.need_id).update(state="in_service")
        visit = self.activity(days=-2)
        visit.engagements.add(engagement)
        return visit

    def held(self, helper: Helper) -> dict[str, int]:
        """A service that was confirmed, and the case on it; their keys."""
        engagement = self.agreed(self.need("五"), helper)
        Engagement.objects.filter(pk=engagement.pk).update(state="confirmed")
        Need.objects.filter(pk=engagement.need_id).update(state="confirmed")
        visit = self.activity(days=-9, state="held")
        visit.engagements.add(engagement)
        record = ServiceRecord.objects.create(
            activity=visit, done=f"{self.mark}换顺序", result="solved"
        )
        visit.attendances.create(helper=helper)
        record.trainings.create(topic=f"{self.mark}课", people=3)
        case = Case.objects.create(
            engagement=engagement,
            season=self.province.season,
            union=self.union,
            home_union=self.union,
            title=f"{self.mark}案例",
            gist=f"{self.mark}变形",
            category=1,
        )
        said = Confirmation.objects.create(
            engagement=engagement, outcome="solved", satisfaction=4, name="沈女士",
            case_consent=True,
        )  # fmt: skip
        news = NewsItem.objects.create(
            union=self.union, title=f"{self.mark}动态", summary=f"{self.mark}一句", text="正文",
            state="published",
        )  # fmt: skip
        today = timezone.localdate()
        campaign = Campaign.objects.create(
            union=self.union, name=f"{self.mark}行动{engagement.pk}",
            starts=today - timedelta(days=30),
            ends=today + timedelta(days=300), text=f"{self.mark}会诊",
        )  # fmt: skip
        made = TrainingClass.objects.create(
            season=self.province.season, union=self.union, title=f"{self.mark}班",
            teacher=helper, region_id=self.adcode,
        )  # fmt: skip
        made.sessions.create(activity=self.activity(days=-5, state="held"), hours=2)
        made.learners.create(name=f"{self.mark}学员", phone="13800000009")
        return {
            "class": made.pk,
            "meeting": Meeting.objects.create(activity=visit, speaker=helper).pk,
            "campaign": campaign.pk,
            "engagement": engagement.pk,
            "activity": visit.pk,
            "record": record.pk,
            "suggestion": record.suggestions.create(text=f"{self.mark}加筋").pk,
            "confirmation": said.pk,
            "case": case.pk,
            "news": news.pk,
            "kind": self.kind().pk,
            "union": self.union.pk,
        }

    def body_of(self, example: Example) -> tuple[str, Any]:
        """Path and body of an example, on days to come and with places and firms of here."""
        path, body = example.filled(self.keys)
        if body and "region" in body:
            body["region"] = self.adcode
        if body and "starts_at" in body:
            begins = datetime.combine(workday_to_come(), time(9), timezone.get_current_timezone())
            body["starts_at"] = begins.isoformat()
            body["ends_at"] = (begins + timedelta(hours=3)).isoformat()
        return path, body


def workday_to_come() -> date:
    """A working day in a few weeks."""
    day = timezone.localdate() + timedelta(days=25)
    while not is_workday(day):
        day += timedelta(days=1)
    return day


EACH = {example.of: example for example in EXAMPLES}
"""The last example of each operation."""
