"""Every address answers every named user with the expected status.

Columns: **F**ang province · **S**hen city · **X**u county · **L**u liaison · l**i**n leader ·
**c**ontact of the enterprise · **d**ong artisan · **w**u cadre of the neighbouring county ·
**z**hou team leader there · **r**en reviewer · **s**tranger with an account · **n**obody.

A row: method, address, cells. Cells: ``.`` 200 · ``>`` 302 · ``3`` 403 · ``4`` 404 · ``5`` 405 ·
``9`` 409 · ``u`` 401 · ``v`` 422 · ``x`` 503 (no worker runs in
tests). The objects are those of Deqing: a listed need of 莫干精工 that
only unions see, an engagement proposed to Dong, a round of Huzhou whose plan names the two.
"""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from docx import Document

from hongmajia.accounts.actions import (
    invite,
    note_account,
    publish_call,
    submit_application,
    submit_claim,
)
from hongmajia.archives.models import Archive
from hongmajia.campaigns.models import Campaign
from hongmajia.cases.models import Booklet, Case, PublicNotice, Review
from hongmajia.circulars.actions import send_circular, write_circular
from hongmajia.classes.actions import (
    certify,
    enroll,
    open_class,
    plan_session,
    tick_attendance,
)
from hongmajia.core import attempts
from hongmajia.core.enclosing import clean_enclosure
from hongmajia.core.enums import ExportState
from hongmajia.core.models import Event, Export, Holiday, ImportJob
from hongmajia.core.tasks import clear_sessions
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.events.models import EventPhoto, Question, Stop
from hongmajia.guidance.models import Enclosure, Message
from hongmajia.insights.actions import make_bulletin, store_ledger
from hongmajia.insights.models import Ledger, ReportedTotal
from hongmajia.interface.models import ServiceAccount, Token
from hongmajia.knowledge.models import Answer, KindNeed, ProblemKind, Trial
from hongmajia.matching.enums import RoundState
from hongmajia.matching.models import CommonProblem, PlanRow, ProblemNeed, Round
from hongmajia.meetings.models import Meeting
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need, NeedPhoto
from hongmajia.notices.models import Call, Notice
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import tell
from hongmajia.people.models import Apprenticeship, Artisan, FirmTie, Insurance, Licence
from hongmajia.publicity.models import NewsItem, NewsPhoto, PlanEntry, Project
from hongmajia.services.models import (
    Activity,
    Attendance,
    CallBack,
    Certificate,
    Confirmation,
    Milestone,
    Objection,
    RecordPhoto,
    ServiceRecord,
    SignUp,
    Suggestion,
    YearsCertificate,
)
from hongmajia.supervision.models import Supervision
from hongmajia.tables.actions import add_table, map_cells, start_filling, store_filling
from hongmajia.tables.suggesting import Suggestion as Takes
from hongmajia.unions.models import Enterprise, FirmPair, KeyIndustry, Membership, User
from hongmajia.unions.models import Province as ServedProvince
from hongmajia.visits.enums import ItineraryState
from hongmajia.visits.feeds import make_feed
from hongmajia.visits.models import Itinerary
from hongmajia.webhooks.actions import add_subscription
from hongmajia.webhooks.models import EventOffer
from tests.access_table import TABLE
from tests.actors import AT_ANY_TIME, Province, credit_code, make_need, make_offer
from tests.core.workbooks import workbook
from tests.signs import red_square

ACTORS = (
    "fang", "shen", "xu", "lu", "lin", "contact", "dong", "wu", "zhou", "ren", "stranger", "nobody",
)  # fmt: skip
CELLS = {200: ".", 302: ">", 401: "u", 403: "3", 404: "4", 405: "5", 409: "9", 422: "v", 503: "x"}


STORED = ("13911112222", "13933334444", "13955556666")
"""Telephone numbers of a need, an artisan and a sign-up: nobody's page shows one unasked."""


def addresses() -> Iterator[str]:
    """All URL patterns, such as ``needs/<int:pk>/``."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for pattern in patterns:
            here = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, here)
            elif isinstance(pattern, URLPattern):
                yield here

    yield from walk(get_resolver().url_patterns, "")


def test_every_address_stands_in_the_table() -> None:
    assert {row.split(" ")[1] for row in TABLE} == set(addresses())


@pytest.fixture
def things(province: Province) -> dict[str, object]:
    return things_of(province)


def things_of(province: Province) -> dict[str, object]:
    """The values of the placeholders in the patterns: ``needs/<int:pk>/`` → the need's key.

    The interface has the same keys for what a page of the same name shows.
    """
    things = things_on_pages(province)
    rooms = ("offers", "cases", "news", "campaigns", "classes")
    of_api = {f"pk:api/{room}": things[f"pk:{room}"] for room in rooms}
    return {**things, **of_api}


def of_an_event(visit: Activity, province: Province) -> dict[str, object]:
    """What surrounds the visit: a stop, a question and a photograph without faces."""
    image = ContentFile(b"a photograph", "hall.jpg")
    return {
        "pk:stops": Stop.objects.create(activity=visit, enterprise=province.mogan).pk,
        "pk:questions": Question.objects.create(activity=visit, text="怎么焊不变形").pk,
        "pk:event-photos": EventPhoto.objects.create(
            activity=visit, image=image, shows_faces=False
        ).pk,
    }


def with_sign(adcode: str) -> str:
    """The code of the province, which shows a sign from now on."""
    found = ServedProvince.objects.get(pk=adcode)
    found.sign.save("sign.jpg", red_square())
    return adcode


def a_pair(province: Province) -> FirmPair:
    """莫干精工 and an enterprise of Deqing's union that may be the same."""
    other = Enterprise.objects.create(
        name="莫干精工", credit_code=credit_code(8), section="C", region_id="330521",
        union=province.deqing,
    )  # fmt: skip
    return FirmPair.objects.create(
        first=province.mogan, second=other, reasons=["core"], union=province.deqing
    )


def things_on_pages(province: Province) -> dict[str, object]:
    need = make_need(
        province, visibility="unions", home_union=province.mogan_union, contact_phone=STORED[0]
    )
    Artisan.objects.filter(pk=province.dong_helper.pk).update(phone=STORED[1])
    need.shown_to.add(province.dong)
    photo = NeedPhoto.objects.create(need=need, image=ContentFile(b"a photograph", "photo.jpg"))
    engagement = Engagement.objects.create(
        need=need,
        helper=province.dong_helper,
        origin=Origin.DISPATCH,
        state=EngagementState.PROPOSED,
        opened_by=province.xu,
    )
    visit, record = held_visit(engagement)
    said = Confirmation.objects.create(
        engagement=engagement, outcome="solved", satisfaction=4, name="沈女士"
    )
    of_years = YearsCertificate.objects.create(
        helper=province.dong_helper, first=2024, last=2026, union=province.huzhou,
        issued_by=province.shen,
    )  # fmt: skip
    certificate = Certificate.objects.create(
        helper=province.dong_helper,
        season=province.season,
        union=province.huzhou,
        issued_by=province.shen,
    )
    call = CallBack.objects.create(confirmation=said, days=30, due_at=timezone.now())
    milestone = Milestone.objects.create(
        engagement=engagement, title="出样品", due_on=timezone.localdate()
    )
    message = Message.objects.create(engagement=engagement, author=province.dong, side="helper")
    enclosure = Enclosure.objects.create(
        message=message,
        kind="picture",
        file=ContentFile(b"a photograph", "photo.jpg"),
        name="焊缝.jpg",
        media_type="image/jpeg",
        size=12,
    )
    round_ = Round.objects.create(
        season=province.season,
        union=province.huzhou,
        number=1,
        state=RoundState.READY,
        owner=province.shen,
    )
    PlanRow.objects.create(round=round_, need=need, helper=province.dong_helper, score=0.9)
    itinerary = Itinerary.objects.create(
        helper=province.dong_helper, month="2026-05-01", day_begins="08:30", day_ends="17:30",
        minutes_each=180, most_a_day=2, state=ItineraryState.READY, owner=province.dong,
        finished_at=timezone.now(),
    )  # fmt: skip
    problem = CommonProblem.objects.create(season=province.season, closeness=0.5, words=["焊接"])
    other = make_need(province, NeedState.MATCHED, visibility="unions")
    for rank, asked in enumerate((need, other)):
        ProblemNeed.objects.create(problem=problem, need=asked, rank=rank)
    file = ContentFile(workbook(["企业名称"], ["甲"]), "table.xlsx")
    job = ImportJob.objects.create(kind="enterprises", owner=province.xu, file=file)
    return {
        "code": need.tracking_code,
        "pk:me/sessions": UserSession.objects.create(
            user=province.contact, ip="127.0.0.1", session_key="of-the-contact", user_agent=""
        ).pk,
        "slug": "cadre",
        "provider": "dingtalk",
        "pk:me/ways/": SocialAccount.objects.create(
            user=province.fang, provider="dingtalk", uid="person-1"
        ).pk,
        "kind": "enterprises",
        "token": certificate.token,
        "years_token": of_years.token,
        "certificate": of_years.pk,
        "signed": SignUp.objects.create(activity=visit, name="王先生", phone=STORED[2]).code,
        "pk:season-drafts": province.province.season_drafts.create(year=2031, typed={}).pk,
        "season_pk": province.season.pk,
        "year": 2026,
        "union_pk": province.deqing.pk,
        "user_pk": province.contact.pk,
        "artisan": province.dong_helper.pk,
        "need": need.pk,
        "helper": province.dong_helper.pk,
        "message": message.pk,
        "enclosure": enclosure.pk,
        "pk:api/needs": need.pk,
        "pk:api/unions": province.deqing.pk,
        "pk:api/enterprises": province.mogan.pk,
        "pk:api/helpers": province.dong_helper.pk,
        "pk:api/activities": visit.pk,
        "pk:api/records": record.pk,
        "pk:api/suggestions": record.suggestions.get().pk,
        "pk:api/confirmations": said.pk,
        "pk:track": engagement.pk,
        "pk:track/<code>/photos": photo.pk,
        "pk:track/<code>/records": record.photos.get().pk,
        "pk:apprenticeships": paired(province).pk,
        **told_to_the_public(province),
        "pk:me/second": 1,  # nobody has a second factor
        "pk:needs": need.pk,
        "pk:needs/photos": photo.pk,
        "pk:api/engagements": engagement.pk,
        "pk:engagements": engagement.pk,
        "pk:activities": visit.pk,
        "pk:activities/photos": record.photos.get().pk,
        "pk:activities/suggestions": record.suggestions.get().pk,
        **of_an_event(visit, province),
        "pk:confirmations": said.pk,
        "pk:call-backs": call.pk,
        **safety(province, visit),
        "pk:milestones": milestone.pk,
        "pk:rounds": round_.pk,
        "pk:itineraries": itinerary.pk,
        "pk:problems": problem.pk,
        "pk:import": job.pk,
        "key": "kept-no-longer",
        "name": "needs_collected",
        "pk:figures/reported": province.deqing.pk,
        "pk:figures/totals": ReportedTotal.objects.create(
            union=province.deqing, year=2023, indicator="sessions", amount=12, source="统计表"
        ).pk,
        "pk:archives": an_archive(province).pk,
        **a_table(province),
        "pk:figures/ledgers": a_ledger(province).pk,
        "pk:exports": an_export(province).pk,
        "pk:figures/bulletins": make_bulletin(
            actor=province.shen,
            season=province.season,
            union=province.huzhou,
            number=1,
            title="进展",
            opening="",
            distribution="",
        ).pk,
        "pk:unions": province.deqing.pk,
        **accounts(province),
        "pk:unions/roles": Membership.objects.get(user=province.xu).pk,
        "pk:people": province.xu.pk,
        "pk:me/deputy": province.xu.pk,
        "pk:security": province.stranger.pk,
        "pk:enterprises": province.mogan.pk,
        "pk:enterprises/doubles": a_pair(province).pk,
        "pk:key-industries": KeyIndustry.objects.create(name="时尚产业", province_id="330000").pk,
        "pk:provinces": with_sign("330000"),
        "pk:season": province.season.pk,
        "pk:holidays": Holiday.objects.create(date="2026-10-01", name="国庆节").pk,
        "pk:helpers": province.dong_helper.pk,
        "pk:offers": make_offer(province.dong_helper).pk,
        "pk:calls": planned_call(need, province).pk,
        **a_claim(province),
        **an_application(province),
        **a_class(province),
        **a_meeting(province, need),
        **a_kind(province, need),
        "pk:hotline": need.pk,
        **programs(province),
        "feed": make_feed(actor=province.dong),
        **a_circular(province),
        "pk:supervision": a_supervision(need, province).pk,
        "pk:notices": Notice.objects.create(
            recipient=province.xu, sentence="新需求等您核实", url="/desk/"
        ).pk,
        **case_and_book(province, engagement, record),
    }


def safety(province: Province, visit: Activity) -> dict[str, object]:
    """A licence and an insurance of Dong, and their objection to the record of the visit."""
    licence = Licence.objects.create(artisan=province.dong_helper.artisan, kind="welding")
    insurance = Insurance.objects.create(
        helper=province.dong_helper, number="PA-1", insurer="某某保险公司",
        valid_from=timezone.localdate(), valid_until=timezone.localdate(),
    )  # fmt: skip
    objection = Objection.objects.create(
        activity=visit, helper=province.dong_helper, reason="少记了两个小时",
        due_at=timezone.now(),
    )  # fmt: skip
    return {
        "pk:licences": licence.pk, "pk:insurances": insurance.pk, "pk:objections": objection.pk,
        "pk:attendances": visit.attendances.get(helper=province.dong_helper).pk,
    }  # fmt: skip


def programs(province: Province) -> dict[str, object]:
    """A program of Deqing with a token, and a subscription with an event that was not taken."""
    user = User.objects.create(username="program-1", name="产业大脑", program_of=province.deqing)
    account = ServiceAccount.objects.create(user=user, scopes=["read"], made_by=province.fang)
    token = Token.objects.create(
        account=account, prefix="hm_1", digest="0" * 64, expires_on=timezone.localdate(),
        made_by=province.fang,
    )  # fmt: skip
    hook = add_subscription(
        actor=None, name="县里的平台", url="https://example.org/hook", kinds=["need"], only=[],
        union=province.deqing, is_personal=False,
    )  # fmt: skip
    event = Event.objects.latest("pk")
    offer = EventOffer.objects.create(
        subscription=hook, event=event, story=event.story, state="gave_up"
    )
    return {
        "pk:system/tasks": clear_sessions.enqueue().id,
        "pk:security/programs": account.pk, "pk:security/tokens": token.pk,
        "pk:security/webhooks": hook.pk, "pk:security/webhooks/offers": offer.pk,
    }  # fmt: skip


def accounts(province: Province) -> dict[str, object]:
    """The account of the contact, for whom the union of 莫干精工 answers, and an invitation."""
    noted = note_account(user=province.contact, union=province.mogan_union)
    invited = invite(actor=None, user=province.stranger, union=province.wucheng)
    return {
        "pk:invitations": noted.pk,
        "pk:accounts": province.contact.pk,
        "invitation_code": invited.code,
    }


def case_and_book(
    province: Province, engagement: Engagement, record: ServiceRecord
) -> dict[str, object]:
    """A case of Deqing that Ren reviews for the province, and a book that is being edited."""
    case = Case.objects.create(
        engagement=engagement,
        season=province.season,
        union=province.province,
        home_union=province.deqing,
        state="nominated",
        title="换一个顺序焊",
        gist="焊后变形",
        category=1,
    )
    image = ContentFile(b"a photograph", "weld.jpg")
    photo = RecordPhoto.objects.create(record=record, image=image, shows_faces=False)
    review = Review.objects.create(case=case, reviewer=province.ren, union=province.province)
    book = {"season": province.season, "union": province.province}
    today = timezone.localdate()
    notice = PublicNotice.objects.create(
        **book, opens_on=today, closes_on=today, office="经济部", opened_by=province.fang
    )
    return {
        "engagement": engagement.pk,
        "version": case.history.latest().history_id,
        "case": case.pk,
        "pk:cases": case.pk,
        "pk:cases/photos": case.pictures.create(photo=photo, position=0).pk,
        "pk:cases/reviews": review.pk,
        "pk:cases/notice": notice.pk,
        "pk:booklets": (booklet := Booklet.objects.create(**book)).pk,
        "pk:booklets/handouts": booklet.handouts.create(union=province.huzhou, copies=20).pk,
    }


def planned_call(need: Need, province: Province) -> Call:
    """Deqing is to telephone the contact of the need."""
    callee = Callee(need.contact_name, need, province.deqing)
    tell(Side("企业", callee=callee), "请回电", "/", story="access")
    return Call.objects.get(story="access")


def a_supervision(need: Need, province: Province) -> Supervision:
    """Huzhou wants an answer from Deqing, which is late with the need."""
    return Supervision.objects.create(
        need=need, union=province.huzhou, to_union=province.deqing, demand="请答复",
        need_state=need.state, need_due_at=timezone.now() - timedelta(days=1),
        due_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip


def a_circular(province: Province) -> dict[str, object]:
    """Huzhou sent a circular with a file to its counties; Deqing has not answered."""
    circular = send_circular(
        circular=write_circular(
            union=province.huzhou, actor=province.shen, title="核对进度", text="请报进度。",
            answer_by=timezone.now() + timedelta(days=2), kinds=["county"],
            files=[clean_enclosure(SimpleUploadedFile("说明.pdf", b"%PDF-1.7"))],
        ),
        actor=province.shen,
    )  # fmt: skip
    return {
        "pk:circulars": circular.pk,
        "pk:circulars/receipts": circular.receipts.get().pk,
        "pk:circulars/files": circular.attachments.get().pk,
    }


def a_claim(province: Province) -> dict[str, object]:
    """The claim of the enterprise by somebody without an account."""
    firm = province.mogan
    claim = submit_claim(
        actor=AnonymousUser(), code="HM-AAAA-2222", licence=ContentFile(b"a licence"),
        proved_at=None, credit_code=firm.credit_code, enterprise_name=firm.name,
        region=firm.region, contact_name="沈小姐", post="head", phone=STORED[0],
    )  # fmt: skip
    contact = province.contact.pk
    return {"pk:claims": claim.pk, "claimed": claim.code, "contact": contact}


def an_application(province: Province) -> dict[str, object]:
    """A call for masters of the county, and somebody without an account who applies there."""
    call = publish_call(
        actor=province.xu, union=province.deqing, title="焊工师傅，请来德清", wanted="高级工以上",
        text="帮企业解难题。", until=timezone.localdate() + timedelta(days=30),
    )  # fmt: skip
    application = submit_application(
        actor=AnonymousUser(), code="HM-AAAA-3333", evidence=ContentFile(b"a certificate"),
        proved_at=None, call=call, region=province.mogan.region, contact_name="钱大工",
        trade="焊工", phone=STORED[0],
    )  # fmt: skip
    keys = {"pk:recruiting": call.pk, "pk:applications": application.pk}
    return {**keys, "applied": application.code}


def a_class(province: Province) -> dict[str, object]:
    """A class of the county whose one evening was yesterday, with a learner and a certificate."""
    made = open_class(
        union=province.deqing, actor=province.xu, title="知识更新班", teacher_name="林老师",
        region=province.mogan.region,
    )  # fmt: skip
    ended = timezone.now() - timedelta(hours=20)
    session = plan_session(
        made=made, actor=province.xu, starts_at=ended - timedelta(hours=2), ends_at=ended,
        hours=Decimal(2), word=AT_ANY_TIME,
    )  # fmt: skip
    learner, _absent = enroll(
        made=made, actor=province.xu,
        learners=[{"name": "王强", "phone": STORED[0]}, {"name": "李明", "phone": STORED[1]}],
    )  # fmt: skip
    tick_attendance(
        session=session, actor=province.xu, present={learner: Decimal(2)}, taught="讲了退焊"
    )
    (certificate,) = certify(made=made, actor=province.xu)
    return {
        "pk:classes": made.pk, "pk:class-sessions": session.pk, "pk:learners": learner.pk,
        "learnt": certificate.token,
    }  # fmt: skip


def a_meeting(province: Province, need: Need) -> dict[str, object]:
    """A meeting to come at which Dong answers the need."""
    begins = timezone.now() + timedelta(days=2)
    planned = Activity.objects.create(
        season=province.season, union=province.deqing, title="焊接变形交流会", form="exchange",
        starts_at=begins, ends_at=begins + timedelta(hours=2), region=province.mogan.region,
    )  # fmt: skip
    planned.engagements.set(need.engagements.all())
    meeting = Meeting.objects.create(activity=planned, speaker=province.dong_helper)
    return {"pk:activities/<int:pk>/meeting": planned.pk, "pk:api/meetings": meeting.pk}


def a_kind(province: Province, need: Need) -> dict[str, object]:
    """A kind of problem of Deqing: Dong writes its answer, Zhou is to review it.

    The contact of 莫干精工 said that an answer worked.
    """
    kind = ProblemKind.objects.create(
        union=province.deqing, title="焊接变形", gist="焊完翘起", category=1
    )
    KindNeed.objects.create(kind=kind, need=need)
    answer = Answer.objects.create(
        kind=kind, writer=province.dong_helper, reviewer=province.zhou_helper, state="writing",
        due_at=timezone.now(),
    )  # fmt: skip
    trial = Trial.objects.create(
        season=province.season, union=province.deqing, answer=answer, worked=True,
        user=province.contact,
    )  # fmt: skip
    return {
        "pk:kinds": kind.pk, "pk:api/kinds": kind.pk, "pk:answers": answer.pk,
        "pk:trials": trial.pk, "number": 1,
    }  # fmt: skip


def paired(province: Province) -> Apprenticeship:
    """Dong has an apprentice; the agreement is signed."""
    today = timezone.localdate()
    return Apprenticeship.objects.create(
        master=province.dong_helper,
        union=province.huzhou,
        state="running",
        apprentice_name="吴小明",
        workplace="莫干精工",
        skill="焊接",
        goals="独立完成",
        starts_on=today,
        ends_on=today + timedelta(days=365),
    )


def told_to_the_public(province: Province) -> dict[str, object]:
    """Draft news of Deqing, with a photograph without consent, a project and a campaign."""
    item = NewsItem.objects.create(union=province.deqing, title="动态", summary="一句", text="话")
    face = NewsPhoto.objects.create(
        item=item, image=ContentFile(b"a photograph", "photo.jpg"), caption="合影"
    )
    today = timezone.localdate()
    campaign = Campaign.objects.create(
        union=province.deqing, name="进企业", text="会诊", starts=today, ends=today
    )
    campaign.helpers.add(province.dong_helper)
    project = Project.objects.create(union=province.deqing, name="站", text="坐诊")
    step = project.steps.create(
        text="开诊", image=ContentFile(b"a photograph", "photo.jpg"), shows_faces=False
    )
    plan = PlanEntry(
        union=province.deqing, season=province.season, what="开诊", medium="公众号",
        due_on=today, who="宣教部",
    )  # fmt: skip
    plan.set_due()
    plan.save()
    return {
        "pk:news/passed": item.passings.create(union=province.huzhou).pk,
        "pk:news/plan": plan.pk,
        "pk:projects/progress": step.pk,
        "pk:campaigns/lecturers": campaign.lecturers.create(helper=province.dong_helper).pk,
        "pk:campaigns": campaign.pk,
        "pk:firm-ties": FirmTie.objects.create(
            helper=province.dong_helper,
            enterprise=province.mogan,
            aim="焊接",
            since=timezone.localdate(),
        ).pk,
        "pk:campaigns/partners": campaign.asks.create(union=province.wucheng).pk,
        "joined": "helpers",
        "record": province.dong_helper.pk,
        "pk:news": item.pk,
        "pk:news/photos": face.pk,
        "pk:projects": project.pk,
    }


def held_visit(engagement: Engagement) -> tuple[Activity, ServiceRecord]:
    """A visit of Dong with its record, a photograph and a suggestion."""
    need, begun = engagement.need, timezone.now() - timedelta(hours=5)
    visit = Activity.objects.create(
        season=need.season,
        union=need.union,
        state="held",
        title=need.title,
        region=need.region,
        code=need.tracking_code,
        starts_at=begun,
        ends_at=begun + timedelta(hours=4),
    )
    visit.engagements.add(engagement)
    Attendance.objects.create(activity=visit, helper=engagement.helper)
    record = ServiceRecord.objects.create(activity=visit, done="分段退焊", result="solved")
    image = ContentFile(b"a photograph", "photo.jpg")
    RecordPhoto.objects.create(record=record, image=image)
    Suggestion.objects.create(record=record, text="焊前先点固对角")
    return visit, record


def a_table(province: Province) -> dict[str, object]:
    """A blank table of Deqing with one name, which Xu had filled."""
    paper, content = Document(), BytesIO()
    paper.add_paragraph("{{ 活动场次 }}")
    paper.save(content)
    table = add_table(
        actor=province.xu, union=province.deqing, name="统计表", asked_by="",
        file=SimpleUploadedFile("a.docx", content.getvalue()),
    )  # fmt: skip
    map_cells(actor=province.xu, table=table, cells=[Takes("", "活动场次", "sessions")])
    filling = start_filling(actor=province.xu, table=table, season=province.season)
    store_filling(filling=filling, content=b"a document", values=[])
    return {"pk:tables": table.pk, "pk:filled": filling.pk}


def an_archive(province: Province) -> Archive:
    """A package of the year that Fang asked for."""
    archive = Archive.objects.create(season=province.season, owner=province.fang)
    archive.file.save("2026.zip", ContentFile(b"a package"))
    return archive


def a_ledger(province: Province) -> Ledger:
    """A ledger that Xu requested."""
    ledger = Ledger.objects.create(owner=province.xu, query="", language="zh-hans")
    store_ledger(ledger=ledger, content=b"a workbook", total=1)
    return ledger


def an_export(province: Province) -> Export:
    """A list of enterprises that Xu requested."""
    export = Export(owner=province.xu, kind="enterprises", state=ExportState.DONE, language="zh")
    export.file.save("list.xlsx", ContentFile(b"a workbook"))
    return export


def filled(pattern: str, things: dict[str, object]) -> str:
    """``needs/<int:pk>/`` → ``/needs/7/``; the longest known prefix decides what ``pk`` is."""
    begins = [key[3:] for key in things if key.startswith("pk:") and pattern.startswith(key[3:])]
    path = pattern
    if begins:
        key = str(things[f"pk:{max(begins, key=len)}"])
        for kind in ("<int:pk>", "<uuid:pk>", "<pk>"):
            path = path.replace(kind, key)
    for name, value in things.items():
        for kind in ("int:", "slug:", ""):
            path = path.replace(f"<{kind}{name}>", str(value))
    return f"/{path}"


@pytest.fixture
def clients(province: Province) -> dict[str, Client]:
    """A signed-in client for each user."""
    made = {actor: Client(raise_request_exception=False) for actor in ACTORS}
    for actor, person in province.actors.items():
        if person is not None:
            made[actor].force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return made


def cell(client: Client, method: str, path: str) -> str:
    """The answer to one user; its changes are rolled back, and no limit remembers it."""
    attempts.forget_all()
    kind = {"content_type": "application/json"} if path.startswith("/api/") else {}
    with transaction.atomic():
        answer = getattr(copy(client), method.lower())(path, **kind)
        transaction.set_rollback(True)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if method == "GET":
        assert not [number for number in STORED if number.encode() in content], path
    return CELLS.get(answer.status_code, str(answer.status_code))


def copy(client: Client) -> Client:
    """A copy of the client, because some requests end the session."""
    twin = Client(raise_request_exception=False)
    twin.handler = client.handler  # it has loaded the middleware
    twin.cookies.load(client.cookies.output(header=""))
    return twin


def asked(cells: str) -> set[str]:
    """Who asks for an address: everybody, and on a second database one who gets the page.

    Rights are predicates in Python, so the statements of the page are what may differ there.
    """
    if connection.vendor == "sqlite":
        return set(ACTORS)
    return {ACTORS[max(cells.find("."), 0)]}


@pytest.mark.usefixtures("bare_refusals")
def test_every_actor_gets_what_is_his(
    clients: dict[str, Client], things: dict[str, object]
) -> None:
    got = []
    for row in TABLE:
        method, pattern, expected = row.split(" ")
        path, askers = filled(pattern, things), asked(expected)
        cells = (
            cell(clients[actor], method, path) if actor in askers else known
            for actor, known in zip(ACTORS, expected, strict=True)
        )
        got.append(f"{method} {pattern} {''.join(cells)}")
    assert [(g, t) for g, t in zip(got, TABLE, strict=True) if g != t] == []
