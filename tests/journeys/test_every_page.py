"""Every page there is, on the demonstration season, at a desk and on a phone.

Axe takes most of the time: of the phone and of English it is asked by ``proofs/every_page.py``.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import time, timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.converters import UUIDConverter
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from hongmajia.accounts.actions import (
    accept,
    publish_call,
    return_application,
    return_claim,
    submit_application,
    submit_claim,
    withdraw_call,
)
from hongmajia.accounts.actions.duties import grant_duty
from hongmajia.accounts.duty_enums import DutyKind
from hongmajia.accounts.models import Invitation, RecruitingCall
from hongmajia.archives.models import Archive
from hongmajia.campaigns.models import Campaign, Lecturer
from hongmajia.cases.actions import make_booklet
from hongmajia.cases.models import Case
from hongmajia.circulars.actions import write_circular
from hongmajia.circulars.models import Circular
from hongmajia.classes.actions import (
    certify,
    enroll,
    open_class,
    plan_session,
    tick_attendance,
)
from hongmajia.core.exporting import start_export
from hongmajia.core.exports import exporter_of
from hongmajia.core.images import clean_photo
from hongmajia.core.models import Event, Export
from hongmajia.core.scopes import Scope
from hongmajia.engagements.actions import call_for_bids, order_offer
from hongmajia.engagements.enums import AGREED
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.models import Message
from hongmajia.insights.actions import start_ledger
from hongmajia.interface.actions import issue_token, open_account
from hongmajia.interface.models import ServiceAccount
from hongmajia.knowledge.actions import say_trial
from hongmajia.knowledge.models import Answer
from hongmajia.matching.actions import fail_round, rerun_round, start_round
from hongmajia.matching.models import CommonProblem, Round
from hongmajia.meetings.actions import call_meeting
from hongmajia.meetings.queries import answerable
from hongmajia.needs.actions import return_need
from hongmajia.needs.models import Need
from hongmajia.notices.models import Call
from hongmajia.offers.models import Offer
from hongmajia.people.models import Apprenticeship, FirmTie, Helper, Licence
from hongmajia.publicity.models import NewsItem, Passing, PlanEntry, Project
from hongmajia.services.actions import issue_certificate
from hongmajia.services.models import (
    Activity,
    Attendance,
    CallBack,
    Objection,
    YearsCertificate,
)
from hongmajia.supervision.models import Supervision
from hongmajia.tables.actions import add_table, map_cells, start_filling
from hongmajia.tables.suggesting import Suggestion
from hongmajia.unions.actions import add_union, appoint, close_union
from hongmajia.unions.enums import Role
from hongmajia.unions.models import (
    Enterprise,
    FirmPair,
    KeyIndustry,
    Membership,
    Region,
    Season,
    SeasonDraft,
    Union,
    User,
)
from hongmajia.visits.actions import plan_itinerary
from hongmajia.visits.forms import months_ahead
from hongmajia.webhooks.actions import add_subscription
from hongmajia.webhooks.models import EventOffer
from tests.actors import AT_ANY_TIME, Province, credit_code
from tests.cases.conftest import photograph
from tests.core.workbooks import workbook
from tests.journeys.conftest import (
    DESK,
    FAULTS_ON_PAPER,
    PHONE,
    Keep,
    OpenAs,
    bring_axe,
    faults_on,
    layout_faults,
)
from tests.services.known import let_pass, register_for_certificates

pytestmark = pytest.mark.django_db(transaction=True)

SMALL_PHONE = {"width": 360, "height": 740}
PAPER = {"width": 704, "height": 1000}
"""A4 leaves 673 px, but the rules of narrow screens, up to 700 px, do not apply to it."""
LARGE_SCREEN = {"width": 1920, "height": 1080}
DESK_AT_TWICE_THE_SIZE = {"width": DESK["width"] // 2, "height": DESK["height"] // 2}

NO_TASK = "00000000-0000-4000-8000-000000000000"

PAGES = {
    "nobody": """
        / /?map=county /login/ /login/?next=/desk/ /join/ /join/{invitation_code}/ /privacy/
        /accessibility/ /season/ /api/docs/
        /help/ /help/?q=追踪码 /help/?q=没有这个 /help/cadre/ /help/asker/
        /needs/ /needs/?q=变形 /needs/?q=锅炉结垢&region=330521 /needs/{listed}/ /needs/{confirmed}/
        /needs/share/ /offers/share/ /activities/{open}/share/
        /needs/places/ /needs/places/?q=湖州安 /needs/ask/ /needs/ask/{code}/
        /offers/ /offers/?kind=course /offers/?q=没有这个 /offers/{offer}/ /offers/{offer}/order/
        /orders/{order_code}/
        /artisans/ /artisans/?q=没有这个 /teams/ /helpers/{dong}/ /helpers/{team}/ /helpers/{told}/
        /helpers/{told_team}/ /helpers/{dong}/history/
        /figures/about/ /open-data/ /wall/
        /search/?q=焊接 /search/?q=焊接&kind=helper /search/names/?q=1
        /track/ /track/{code}/ /track/{code}/number/ /track/{code}/complete/
        /track/{served_code}/used/ /cases/{case}/used/code/
        /track/{talk_code}/date/{talk}/ /needs/{listed}/same/
        /needs/{listed}/same/back/
        /track/{returned_code}/ /track/{returned_code}/complete/
        /track/{served_code}/confirm/ /track/{served_code}/reopen/
        /claim/ /claim/?code={credit_code} /claim/?code=91330521MA00047117
        /claim/new/?code={credit_code} /claim/{claimed}/ /claim/{claim_back}/
        /claim/{claim_back}/again/
        /recruiting/ /recruiting/apply/ /recruiting/{recruiting}/ /recruiting/{recruiting}/apply/
        /application/{applied}/ /application/{applied_back}/ /application/{applied_back}/again/
        /activities/ /activities/?stand=held /activities/{open}/ /come/{door}/
        /come/{ceremony_code}/said/ /activities/{ceremony}/
        /sign-ups/{signed_up}/
        /class-certificates/{class_certificate}/
        /certificates/{certificate}/ /certificates/years/{of_years}/
        /cases/ /cases/?q=没有这个 /cases/{case}/ /cases/notice/ /booklets/ /services/made-known/
        /track/{asked_code}/cases/{judged}/ /track/{talk_code}/thread/{talk}/
        /kinds/ /kinds/?q=没有这个 /kinds/{kind}/ /kinds/{kind}/versions/1/
        /needs/{way}/way/?w=不锈钢 /needs/{way}/way/close/
        /news/ /news/{news}/ /projects/ /projects/{project}/
        /campaigns/ /campaigns/{campaign}/ /campaigns/{campaign}/helpers/ /campaigns/{lecturers}/
        """,
    "system": "/system/ /me/",
    "security": """
        /security/ /security/?q=没有这个 /security/accounts/{cadre}/ /security/policy/
        /security/accounts/{cadre}/lock/ /security/accounts/{cadre}/unlock/
        /security/accounts/{cadre}/sign-out/ /security/accounts/{cadre}/reset/ /security/duties/
        /security/programs/ /security/programs/new/ /security/programs/{program}/
        /security/programs/{program}/edit/ /security/programs/{program}/end/
        /security/webhooks/ /security/webhooks/new/ /security/webhooks/{webhook}/
        """,
    "auditor": "/audit/ /audit/?who=没有这个人",
    "city": """
        /invitations/ /invitations/?union={county} /invitations/{invitation}/
        /invitations/again/ /invitations/again/?union={county}
        /invitations/{came_in}/reset/ /invitations/{invitation}/phone/ /accounts/duplicates/
        /me/phone/
        /me/second/ /me/second/app/ /me/second/again/password/
        /desk/ /desk/?kind=match /notices/ /me/ /me/password/ /me/sessions/
        /search/?q=焊接 /search/?q=没有这个 /search/names/?q=董
        /me/ways/ /me/messages/ /me/mail/ /deliveries/ /unions/{county}/robot/
        /needs/queue/ /needs/queue/?whose=below /needs/invite/ /needs/enter/
        /hotline/ /hotline/need/ /hotline/{listed}/note/
        /helpers/{dong}/certificates/ /helpers/{dong}/safety/ /unions/{county}/insurance/
        /engagements/{engaged}/measures/ /objections/{objection}/
        /needs/{listed}/ /needs/{submitted}/ /needs/{submitted}/verify/ /needs/{submitted}/return/
        /needs/{submitted}/escalate/ /needs/{submitted}/merge/ /needs/{submitted}/correct/
        /needs/{submitted}/withdraw/ /needs/{listed}/unlist/ /needs/{merged}/unmerge/
        /needs/{listed}/firm/ /needs/{listed}/told/
        /calls/{call_to_make}/
        /claims/{claim}/ /claims/{claim}/return/ /claims/{claim}/refuse/ /claims/{claim}/pass/
        /classes/ /classes/new/ /classes/{class}/ /classes/{class}/edit/
        /classes/{class}/sessions/new/ /classes/{class}/learners/new/
        /class-sessions/{class_session}/attendance/ /learners/{learner}/edit/
        /learners/{learner}/grade/
        /problems/{problem}/meeting/ /activities/{meeting}/ /activities/{meeting}/meeting/attach/
        /activities/{meeting}/meeting/{meeting_need}/detach/
        /problems/{problem}/kind/ /kinds/{kind_asked}/ /kinds/{kind}/edit/ /kinds/{kind}/needs/
        /kinds/{kind}/drop/ /kinds/{kind}/ask/ /answers/{answer_asked}/ /answers/{answer}/publish/
        /answers/{answer}/send-back/ /answers/{answer}/withdraw/ /answers/{answer_asked}/reviewer/
        /recruiting/{recruiting}/applicants/ /recruiting/{withdrawn_call}/notice/
        /recruiting/new/ /recruiting/{recruiting}/edit/ /recruiting/{withdrawn_call}/
        /applications/{application}/ /applications/{application}/return/
        /applications/{application}/refuse/
        /needs/{listed}/shortlist/ /needs/{listed}/shortlist/?name=董
        /problems/ /problems/?page=9 /problems/{problem}/ /helpers/{dong}/itinerary/
        /needs/{listed}/propose/ /needs/{listed}/propose/?q=焊
        /needs/{listed}/propose/?helper={dong}
        /needs/{listed}/pair/ /needs/{listed}/call/
        /engagements/ /engagements/?stand=off /engagements/{engaged}/ /helpers/{dong}/consent/
        /engagements/{talk}/thread/ /apprenticeships/ /apprenticeships/{pair}/
        /apprenticeships/{pair}/edit/ /apprenticeships/{pair}/sign/ /apprenticeships/{pair}/assess/
        /apprenticeships/{pair}/finish/ /apprenticeships/{pair}/end/
        /helpers/{dong}/apprentices/new/
        /circulars/ /circulars/?side=sent /circulars/new/
        /supervision/ /supervision/?stand=over
        /supervision/{supervision}/answer/
        /news/?state=draft /news/new/ /news/{draft_news}/ /news/{draft_news}/edit/
        /news/{draft_news}/photos/ /news/{news}/withdraw/ /projects/new/ /projects/{project}/edit/
        /projects/{project}/records/ /projects/{project}/progress/ /projects/{project}/note/
        /news/{news}/pass/ /news/plan/ /news/plan/new/ /news/plan/{plan_row}/edit/
        /news/plan/{plan_row}/done/
        /projects/{project}/figures/needs_collected/ /helpers/{team_here}/sender/
        /helpers/{team_here}/firms/new/ /firm-ties/{tie}/end/
        /campaigns/new/ /campaigns/{campaign}/edit/ /campaigns/{campaign}/call-off/
        /campaigns/{campaign}/figures/sessions/ /campaigns/{campaign}/activities/
        """,
    "province": """
        /campaigns/lecturers/{lecturer}/
        /activities/new/ /activities/{open}/ /activities/{open}/door/ /activities/{open}/move/
        /activities/{held}/firms/
        /activities/{ceremony}/ /activities/{ceremony}/ceremony/back/ /activities/{ceremony}/heads/
        /activities/{ceremony}/questions/new/ /questions/{question}/ /activities/{ceremony}/photos/
        /activities/{ceremony}/said/ /activities/{ceremony}/evaluate/
        /activities/{ceremony_planned}/units/edit/ /activities/{ceremony_planned}/guests/
        /activities/{ceremony_planned}/agenda/ /activities/{ceremony_planned}/stops/
        /activities/{ceremony_planned}/ceremony/ /activities/{ceremony_planned}/ceremony/plan/
        /activities/{ceremony_planned}/ceremony/pairs/ /activities/{ceremony_planned}/invite/
        /season/{season}/criteria/
        /activities/{held}/ /activities/{held}/correct/ /activities/{to_record}/record/
        /call-backs/{call}/ /engagements/{accepted}/schedule/ /engagements/{accepted}/record/
        /engagements/{served}/
        /needs/{confirmed}/reopen/
        /desk/ /needs/{escalated}/ /needs/{matched}/ /needs/{in_service}/ /needs/{merged}/
        /rounds/ /rounds/new/ /rounds/{round}/ /rounds/{round}/?tab=low /rounds/{round}/?tab=pinned
        /rounds/{round}/loads/ /rounds/{round}/compare/?tab=all /rounds/{round}/needs/{planned}/
        /rounds/{round}/needs/{planned}/?name=董 /problems/
        /rounds/{waiting_round}/ /rounds/{failed_round}/
        /supervision/ /supervision/{supervision}/ /supervision/{supervision}/extend/
        /supervision/{supervision}/recall/ /supervision/{answered_supervision}/
        /supervision/{answered_supervision}/reject/ /needs/{late_need}/supervision/
        /circulars/ /circulars/new/ /circulars/{circular}/ /circulars/{circular_draft}/
        /circulars/{circular_draft}/edit/ /circulars/{circular}/withdraw/
        /circulars/receipts/{circular_receipt}/answer/
        /unions/ /unions/{county}/ /unions/{county}/add/ /unions/{top}/regions/
        /unions/{county}/change/
        /unions/{empty}/close/ /unions/{closed}/open/ /unions/{county}/move/ /unions/{county}/grant/
        /unions/roles/{role}/term/ /me/deputy/ /unions/{county}/hand-over/{cadre}/
        /people/{cadre}/leave/
        /unions/{county}/season/ /unions/{top}/season/
        /enterprises/ /enterprises/?q=没有这个 /enterprises/{enterprise}/ /enterprises/new/
        /enterprises/{enterprise}/change/ /enterprises/{enterprise}/contacts/
        /enterprises/doubles/ /enterprises/doubles/{double}/
        /provinces/330000/site/
        /key-industries/ /key-industries/new/ /key-industries/{key_industry}/change/
        /figures/ /figures/?map=county /figures/?place=3305&category=1 /figures/needs_collected/
        /figures/enterprises/?place=3307 /figures/benefit/ /figures/ledgers/{ledger}/
        /figures/bulletin/ /exports/{export}/ /figures/years/ /figures/years/imported/
        /figures/reported/{top}/
        /season/ /season/{season}/change/ /season/{season}/targets/{county}/ /holidays/
        /campaigns/partners/{partner_ask}/ /season-drafts/{season_draft}/remark/
        /season/{season}/close/ /season/{season}/correct/
        /season/{season}/archives/
        /archives/{archive}/
        /tables/ /tables/new/ /tables/sources/ /tables/{table}/ /tables/{table}/cell/?place=活动场次
        /tables/{table}/fill/ /tables/{table}/give-up/ /filled/{filling}/
        /holidays/?year=2025
        /artisans/ /artisans/new/ /teams/new/ /helpers/{dong}/ /helpers/{dong}/edit/
        /helpers/{dong}/leave/ /helpers/{dong}/years/ /helpers/{dong}/growth/ /helpers/{team}/years/
        /enterprises/{enterprise}/years/ /apprenticeships/{pair}/growth/
        /helpers/{team}/ /helpers/{team}/seats/ /helpers/{team}/flag/
        /import/unions/ /import/targets/ /import/holidays/
        /import/enterprises/ /import/offers/ /import/artisans/ /import/teams/ /import/needs/
        /import/history/ /import/job/{faulty_job}/ /import/job/{waiting_job}/
        /import/job/{waiting_job}/columns/
        /cases/work/ /cases/work/?state=draft /cases/judging/ /cases/quotas/ /cases/notice/new/
        /cases/{judged}/ /cases/{judged}/write/ /cases/{judged}/pictures/ /cases/{judged}/versions/
        /cases/{judged}/versions/{version}/ /cases/{judged}/return/ /cases/{judged}/pass/
        /cases/{judged}/discard/ /cases/{case}/drop/
        /booklets/ /booklets/{booklet}/ /booklets/{booklet}/edit/
        /booklets/{booklet}/reach/ /booklets/{booklet}/handouts/new/ /news/passed/{passing}/
        /news/{news}/show/
        """,
    "reviewer": """
        /desk/ /cases/reviews/ /cases/{judged}/review/
        """,
    "artisan": """
        /desk/ /needs/{listed}/ /needs/{listed}/claim/ /needs/{called}/bid/ /engagements/
        /helpers/{dong}/itinerary/ /helpers/{dong}/itinerary/?month={laid_out}
        /helpers/{dong}/itinerary/?month={not_laid_out}
        /helpers/{dong}/ /me/calendar/ /helpers/{dong}/settings/ /helpers/{dong}/pause/
        /attendances/{attended}/object/
        /answers/{answer}/write/ /answers/{answer}/decline/ /answers/{answer_asked}/review/
        /offers/new/ /offers/?off=1 /offers/{own_offer}/ /offers/{own_offer}/edit/ /me/ /notices/
        """,
    "enterprise": """
        /desk/ /needs/ask/ /needs/{listed}/ /needs/{own_returned}/complete/ /needs/ours/
        /engagements/{served}/confirm/ /cases/{judged}/answer/
        /enterprises/{enterprise}/ /engagements/ /me/ /cases/{case}/used/ /trials/{trial}/
        """,
}  # fmt: skip
"""Account of the demonstration → addresses; ``{…}`` are keys of ``things``."""

FILES_AND_PARTS = """
    need_feed offer_feed news_feed open_data_description open_data_csv open_data_json
    activity_calendar calendar_feed sign_up_calendar activity_door_code agreement certificate_pdf
    years_certificate_pdf licence_evidence
    activity_class activity_meeting problem_meetings class_certificates enterprise_masters
    recruiting_notice_pdf recruiting_notice_word
    engagement_service need_confirm need_services record_photo
    application_evidence claim_licence prove_number prove_code
    case_photo case_notice_word booklet_pdf booklet_word booklet_progress
    figures_summary figures_years_file ledger_file bulletin ticked filling_file own_wechat
    set_language need_photo helper_photo export_file
    import_template import_report healthz readyz helper_offers need_similar need_engagements
    round_progress notice itinerary_progress itinerary_export itinerary_calendar
    thread_newer thread_in_short thread_enclosure threads_unread track_thread_newer
    track_thread_enclosure apprenticeship_agreement offer_held news_card news_photo
    province_sign activity_poster activity_card case_card activity_told help_pdf
    circular_file track_calendar track_photo track_record_photo asked_picture
    event_main event_side helper_ceremonies apprenticeship_ceremony event_photo event_said_code
    need_kind kind_leaflet
    need_campaigns activity_campaigns helper_campaigns news_campaigns project_figures project_photo
    helper_figures beside_helper helper_cases track_case_photo confirmation_slip
    start account_request_login_code account_confirm_login_code confirm_number account_of
    account_merge link_number provider_back own_mail_check
"""
"""Names of addresses that are no pages of their own."""

OF_A_JOURNEY = """
    mfa_authenticate mfa_add_webauthn mfa_view_recovery_codes mfa_reauthenticate factor_remove
    account_request_reauthentication_code account_confirm_reauthentication_code
"""
"""Pages of somebody on their way through a sign-in, examined by test_security_key.py."""


@pytest.fixture
def things(regions: None, work: Callable[[], None]) -> dict[str, Any]:
    return all_things(work)


def all_things(work: Callable[[], None]) -> dict[str, Any]:
    """The demonstration season, what it has not yet, and the keys of all that is looked at."""
    call_command("demo", stdout=StringIO())
    work()  # computes the rounds
    order = an_order()
    rounds = some_rounds(work)
    jobs = some_imports(work)
    months = some_itineraries(work)
    call = a_call_to_make()
    claims = some_claims()
    made = {**claims, **order, **call, **rounds, **jobs, **months, **services()}
    made |= some_applications() | circulars() | supervisions()
    made |= webhooks()
    made |= ceremonies()
    made |= a_class()
    found = {
        **made,
        **needs(),
        **people(),
        **unions(),
        **told(),
        **cases(),
        **invited(),
        **duties(),
    }
    return found | a_meeting() | kinds_of_problems()


def ceremonies() -> dict[str, Any]:
    """An event that was held, with a question, and one to come."""
    held = Activity.objects.get(title__startswith="百名技术能手进企业")
    return {
        "ceremony": held.pk,
        "ceremony_code": held.code,
        "question": held.questions.get().pk,
        "ceremony_planned": Activity.objects.get(title__startswith="党建+技能").pk,
    }


def a_class() -> dict[str, Any]:
    """A class of the county with an evening that is over, and somebody with a certificate."""
    county = User.objects.get(username="county")
    union = Union.objects.get(name="德清县总工会")
    made = open_class(
        union=union, actor=county, title="专业技术人才知识更新班", teacher_name="林老师",
        region=Region.objects.get(pk="330521"), place="职工之家",
    )  # fmt: skip
    ended = timezone.now() - timedelta(hours=20)
    session = plan_session(
        made=made, actor=county, starts_at=ended - timedelta(hours=2), ends_at=ended,
        hours=Decimal(2), word=AT_ANY_TIME,
    )  # fmt: skip
    pupil = {
        "name": "小陈", "is_minor": True, "guardian_name": "陈先生",
        "guardian_phone": "13700006002", "guardian_agreed_on": timezone.localdate(),
    }  # fmt: skip
    people: list[Any] = [{"name": "王强", "phone": "13700006001"}, pupil]
    learner, _pupil = enroll(made=made, actor=county, learners=people)
    present = {learner: Decimal(2)}
    tick_attendance(session=session, actor=county, present=present, taught="分段退焊")
    (certificate,) = certify(made=made, actor=county)
    return {
        "class": made.pk, "class_session": session.pk, "learner": learner.pk,
        "class_certificate": certificate.token,
    }  # fmt: skip


def a_meeting() -> dict[str, Any]:
    """A meeting that the county has called for one of its needs."""
    county = User.objects.get(username="county")
    need = answerable(county).latest("pk")
    speaker = Helper.objects.artisans().filter(is_active=True).earliest("pk")
    begins = timezone.now() + timedelta(days=3)
    meeting = call_meeting(
        union=need.union, actor=county, speaker=speaker, needs=[need], word=AT_ANY_TIME,
        title="焊接变形交流会", form="exchange", region=need.region, place="职工之家",
        starts_at=begins, ends_at=begins + timedelta(hours=2),
    )  # fmt: skip
    return {"meeting": meeting.activity_id, "meeting_need": need.pk}


def kinds_of_problems() -> dict[str, Any]:
    """The two kinds of the demonstration; Dong reviews the second answer; a trial that worked."""
    answer = Answer.objects.get(number=1)
    asked = Answer.objects.get(number=None)
    Answer.objects.filter(pk=asked.pk).update(reviewer=answer.writer)
    enterprise = User.objects.get(username="enterprise")
    trial = say_trial(season=Season.objects.latest("year"), actor=enterprise, worked=True,
                      answer=answer)  # fmt: skip
    return {
        "kind": answer.kind_id, "kind_asked": asked.kind_id, "answer": answer.pk,
        "answer_asked": asked.pk, "trial": trial.pk, "way": answer.basis.earliest("pk").need_id,
    }  # fmt: skip


def invited() -> dict[str, Any]:
    """Somebody in the city who has not come in yet, and somebody who has."""
    city, county = User.objects.get(username="city"), Union.objects.get(name="德清县总工会")
    for name, phone in (("季师傅", "13700000021"), ("宋师傅", "13700000022")):
        appoint(actor=city, union=county, role=Role.LIAISON, name=name, phone=phone)
    came_in, waiting = Invitation.objects.order_by("-pk")[:2]
    accept(invitation=came_in, password="一个够长的密码-26")
    return {
        "invitation": waiting.pk, "invitation_code": waiting.code, "came_in": came_in.pk,
    }  # fmt: skip


def duties() -> dict[str, Any]:
    """A holder of each of the three duties."""
    for kind in DutyKind:
        person = User.objects.create(username=kind.value, name=str(kind.label))
        grant_duty(actor=None, user=person, kind=kind)
    return {"program": a_program().pk}


def a_program() -> ServiceAccount:
    """A system of a county that asks through the interface, with a token."""
    secure = User.objects.get(username="security")
    account = open_account(
        actor=secure, union=Union.objects.get(name="德清县总工会"), name="德清产业大脑",
        purpose="企业在县里的平台上提需求，找县经信局", scopes=[Scope.READ, Scope.ASK],
    )  # fmt: skip
    issue_token(actor=secure, account=account, expires_on=timezone.localdate())
    return account


def needs() -> dict[str, Any]:
    """One need of each state, by its state; those with their own part in the walk by name."""
    found = {need.state: need.pk for need in Need.objects.order_by("is_public", "-pk")}
    listed = Need.objects.get(title="减少不锈钢焊接变形", state="listed")
    asker = User.objects.get(username="enterprise")
    returned = Need.objects.filter(state="returned").first()
    Need.objects.filter(pk=returned.pk).update(asker=asker)
    called = Need.objects.filter(state="listed").exclude(pk=listed.pk).exclude(visibility="unions")
    called = called.first()
    if called.bid_until is None:
        tomorrow = timezone.localdate() + timedelta(days=1)
        call_for_bids(need=called, until=tomorrow, actor=None)
    return {
        **found, "listed": listed.pk, "code": listed.tracking_code, "called": called.pk,
        "returned_code": returned.tracking_code, "own_returned": returned.pk,
        "engaged": listed.engagements.first().pk,
    }  # fmt: skip


def licence_that_ends(dong: Helper) -> None:
    """A permit for welding that ends in a week, which the artisan is to renew."""
    ends = timezone.localdate() + timedelta(days=7)
    facts = {"number": "T330521", "valid_until": ends}
    Licence.objects.update_or_create(artisan=dong.artisan, kind="welding", defaults=facts)


def an_objection(held: Activity, dong: Helper) -> Objection:
    """An objection that was answered, so that the certificate stands."""
    now = timezone.now()
    return Objection.objects.create(
        activity=held, helper=dong, reason="做了六个小时，记成了四个小时", state="refused",
        due_at=now, answer="企业确认的是四个小时", answered_at=now,
    )  # fmt: skip


def services() -> dict[str, Any]:
    """An activity to come, one held, one to be written down; what waits for a word."""
    fang = User.objects.get(username="province")
    held = Activity.objects.held().filter(engagements__state="confirmed").first()
    dong = Helper.objects.get(artisan__user__username="artisan")
    attended = Attendance.objects.create(activity=held, helper=dong)
    licence_that_ends(dong)
    let_pass()
    register_for_certificates(dong)
    certificate = issue_certificate(helper=dong, season=held.season, actor=fang)
    opened = Activity.objects.to_come().filter(is_open=True).first()
    to_record = Activity.objects.planned().exclude(pk=opened.pk).first()
    Activity.objects.filter(pk=to_record.pk).update(starts_at=timezone.now() - timedelta(hours=6))
    engaged = {state: Engagement.objects.filter(state=state).first() for state in AGREED}
    served = engaged["served"]
    asker = User.objects.get(username="enterprise")
    Need.objects.filter(pk=served.need_id).update(state="solved", asker=asker)
    return {
        "held": held.pk, "open": opened.pk, "door": opened.code,
        "signed_up": opened.sign_ups.first().code, "to_record": to_record.pk,
        "attended": attended.pk, "objection": an_objection(held, dong).pk,
        "certificate": certificate.token,
        "of_years": YearsCertificate.objects.create(
            helper=dong, first=2024, last=2026, union=dong.union, issued_by=fang
        ).token, "call": CallBack.objects.first().pk,
        "accepted": engaged["accepted"].pk, "served": served.pk,
        "served_code": served.need.tracking_code,
    }  # fmt: skip


def people() -> dict[str, Any]:
    dong = Helper.objects.get(artisan__user__username="artisan")
    team = Helper.objects.filter(kind="team", union__region="330500").first()
    others, own = Offer.objects.listed().exclude(helper=dong).first(), dong.offers.first()
    told = Case.objects.published()
    return {
        "dong": dong.pk, "team": team.pk, "offer": others.pk, "own_offer": own.pk,
        "told": told.filter(engagement__helper__kind="artisan").first().engagement.helper_id,
        "told_team": told.filter(engagement__helper__kind="team").first().engagement.helper_id,
    }  # fmt: skip


def webhooks() -> dict[str, Any]:
    """A subscription to what happens to needs, with an offer that was not taken."""
    made = add_subscription(
        actor=None, name="县里的平台", url="https://example.org/hook", kinds=["need"], only=[],
        union=Union.objects.get(name="德清县总工会"), is_personal=False,
    )  # fmt: skip
    event = Event.objects.filter(verb="need.listed").first()
    EventOffer.objects.create(
        subscription=made, event=event, story=event.story, state="gave_up", tries=11, answer="500"
    )
    return {"webhook": made.pk}


def supervisions() -> dict[str, Any]:
    """Both supervisions of the demonstration, and a need that could be put under one."""
    asked = Supervision.objects.get(state="asked")
    above = Union.objects.get(name="浙江省总工会")
    Supervision.objects.filter(pk=asked.pk).update(to_union=huzhou(), union=above)
    answered = Supervision.objects.get(state="answered")
    late = Need.objects.filter(state="submitted", supervisions=None).last()
    Need.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))
    return {
        "supervision": asked.pk, "answered_supervision": answered.pk, "late_need": late.pk,
    }  # fmt: skip


def circulars() -> dict[str, Any]:
    """The circular of the demonstration, the receipt of one county, and a draft."""
    sent = Circular.objects.get()
    fang = User.objects.get(username="province")
    draft = write_circular(
        union=sent.union, actor=fang, title="关于报送典型做法的通知", text="请各市报送。",
        answer_by=sent.answer_by + timedelta(days=7), kinds=["city"],
    )  # fmt: skip
    receipt = sent.receipts.get(union__name="德清县总工会")
    return {"circular": sent.pk, "circular_draft": draft.pk, "circular_receipt": receipt.pk}


def unions() -> dict[str, Any]:
    return {
        "top": Union.objects.get(name="浙江省总工会").pk,
        "county": Union.objects.get(name="德清县总工会").pk,
        "cadre": User.objects.get(username="county").pk,
        "role": Membership.objects.filter(union__name="德清县总工会", role=Role.CADRE)[0].pk,
        **an_empty_and_a_closed_one(),
        "enterprise": Enterprise.objects.get(contacts__username="enterprise").pk,
        "double": a_pair().pk,
        "key_industry": KeyIndustry.objects.filter(province="330000")[0].pk,
        "season": Season.objects.latest("year").pk,
        "season_draft": a_season_draft(),
        "archive": an_archive().pk,
        **a_table(),
        "ledger": start_ledger(actor=User.objects.get(username="province"), query="").pk,
        "export": an_export().pk,
    }


def a_table() -> dict[str, Any]:
    """A blank table of the province, and one of it that is being filled."""
    actor, paper, content = User.objects.get(username="province"), Document(), BytesIO()
    paper.add_paragraph("{{ 活动场次 }}")
    paper.save(content)
    table = add_table(
        actor=actor, union=Union.objects.get(name="浙江省总工会"), name="统计表", asked_by="全总",
        file=SimpleUploadedFile("a.docx", content.getvalue()),
    )  # fmt: skip
    map_cells(actor=actor, table=table, cells=[Suggestion("", "活动场次", "sessions")])
    season = Season.objects.latest("year")
    return {
        "table": table.pk,
        "filling": start_filling(actor=actor, table=table, season=season).pk,
    }


def a_partner_ask() -> int:
    """A union that was asked to run the campaign of Huzhou with it."""
    campaign = Campaign.objects.get(union=huzhou(), kind="action")
    union = Union.objects.get(name="金华市总工会")
    return campaign.asks.get_or_create(union=union)[0].pk


def a_season_draft() -> int:
    """A draft of a season after all others, which colleagues may remark on."""
    host = Union.objects.get(name="浙江省总工会")
    return SeasonDraft.objects.create(union=host, year=2099, typed={}).pk


def an_archive() -> Archive:
    """A package of the year, being written."""
    actor = User.objects.get(username="province")
    return Archive.objects.create(season=Season.objects.latest("year"), owner=actor)


def a_pair() -> FirmPair:
    """The enterprise of the demonstration, and one of nearly its name."""
    firm = Enterprise.objects.get(contacts__username="enterprise")
    other = Enterprise.objects.create(
        name=firm.name.replace("有限公司", "公司"), credit_code=credit_code(4799), section="C",
        region=firm.region, union=firm.union,
    )  # fmt: skip
    return FirmPair.objects.create(first=firm, second=other, reasons=["core"], union=firm.union)


def an_export() -> Export:
    """The list of enterprises, being written."""
    actor = User.objects.get(username="province")
    return start_export(
        exporter=exporter_of("enterprises"), query="", actor=actor, asker="province"
    )


def an_empty_and_a_closed_one() -> dict[str, Any]:
    """Two unions below Huzhou on which nothing hangs."""
    fang = User.objects.get(username="province")
    names = ("湖州市演示工会一", "湖州市演示工会二")
    by = {"actor": fang, "parent": huzhou(), "kind": "enterprise"}
    empty, closed = (add_union(name=name, **by) for name in names)
    close_union(actor=fang, union=closed, reason="演示：填错了")
    return {"empty": empty.pk, "closed": closed.pk}


def cases() -> dict[str, Any]:
    """A published case, one that is being judged, and a book of the chosen ones."""
    season, fang = Season.objects.latest("year"), User.objects.get(username="province")
    to_give = User.objects.get(username="reviewer").reviews.filter(given_at=None)
    judged = Case.objects.get(state="nominated", reviews__in=to_give)
    asker = User.objects.get(username="enterprise")
    Need.objects.filter(pk=judged.engagement.need_id).update(asker=asker)
    booklet = make_booklet(season=season, union=season.union, actor=fang)
    return {
        "case": Case.objects.published().first().pk, "judged": judged.pk,
        "asked_code": judged.engagement.need.tracking_code,
        "version": judged.history.earliest().history_id, "booklet": booklet.pk,
    }  # fmt: skip


def told() -> dict[str, Any]:
    """What the two sides wrote, a master with an apprentice, news, a project and a campaign."""
    talk = Message.objects.filter(engagement__need__union__path__startswith=huzhou().path).first()
    news = NewsItem.objects.filter(union=huzhou())
    return {
        "talk": talk.engagement_id, "talk_code": talk.engagement.need.tracking_code,
        "pair": Apprenticeship.objects.filter(state="running").earliest("pk").pk,
        "news": news.filter(state="published").first().pk,
        "draft_news": news.get(state="draft").pk,
        "project": Project.objects.filter(union=huzhou(), steps__isnull=False).first().pk,
        "campaign": Campaign.objects.get(union=huzhou(), kind="action").pk,
        "lecturers": Campaign.objects.get(kind="lectures").pk,
        "lecturer": Lecturer.objects.filter(state="open").first().pk,
        "passing": Passing.objects.get().pk,
        "plan_row": PlanEntry.objects.filter(done_at=None).first().pk,
        "tie": FirmTie.objects.create(
            helper=Helper.objects.teams().filter(union=huzhou()).first(),
            enterprise=Enterprise.objects.filter(union__path__startswith=huzhou().path).first(),
            aim="焊接工艺，每月去一次", since=timezone.localdate(),
        ).pk,
        "team_here": Helper.objects.teams().filter(union=huzhou()).first().pk,
        "partner_ask": a_partner_ask(),
    }  # fmt: skip


def huzhou() -> Union:
    return Union.objects.get(region_id="330500")


def an_order() -> dict[str, Any]:
    """A stranger has ordered a service."""
    offer = Offer.objects.listed().first()
    region = Region.objects.get(pk="330521")
    ordered = order_offer(
        offer=offer, actor=None, text="请师傅来看看工装", region=region, contact_name="王先生",
        contact_phone="13700001234",
    )  # fmt: skip
    return {"order_code": ordered.need.tracking_code}


def a_call_to_make() -> dict[str, Any]:
    """A need without an account came back to its asker, who is to be telephoned."""
    need = Need.objects.filter(state="submitted", asker=None, union=huzhou()).order_by("pk").first()
    return_need(need=need, actor=User.objects.get(username="city"), reason="请写明设备型号")
    return {"call_to_make": Call.objects.order_by("pk").last().pk}


def some_claims() -> dict[str, Any]:
    """Two claims of enterprises that are not registered; one was returned."""
    pks = {}
    facts = {
        "actor": AnonymousUser(), "proved_at": None, "section": "C", "contact_name": "沈女士",
        "post": "technical", "region": Region.objects.get(pk="330521"),
    }  # fmt: skip
    for number in (4712, 4713):
        claim = submit_claim(
            **facts, code=f"HM-AAAA-{number}", credit_code=credit_code(number),
            enterprise_name=f"德清新厂{number}", phone=f"1370000{number}",
            licence=clean_photo(photograph()),
        )  # fmt: skip
        pks[number] = claim
    return_claim(actor=User.objects.get(username="county"), claim=claim, reason="执照看不清")
    firm = Enterprise.objects.get(contacts__username="enterprise")
    return {
        "claim": pks[4712].pk, "claimed": pks[4712].code, "claim_back": claim.code,
        "credit_code": firm.credit_code,
    }  # fmt: skip


def some_applications() -> dict[str, Any]:
    """Two calls for masters, one withdrawn; two who answer the other, of whom one is to add."""
    county = User.objects.get(username="county")
    facts = {"wanted": "高级工以上的焊工", "text": "帮企业解难题。", "until": timezone.localdate()}
    union = Union.objects.get(name="德清县总工会")
    for title in ("数控师傅，请来", "焊工师傅，请来德清"):
        call = publish_call(actor=county, union=union, title=title, **facts)
    over = withdraw_call(
        actor=county, call=RecruitingCall.objects.filter(union=union).earliest("pk")
    )
    made = [
        submit_application(
            actor=AnonymousUser(), code=f"HM-BBBB-{number}", proved_at=None, call=call,
            region=Region.objects.get(pk="330521"), contact_name="钱大工", trade="焊工",
            specialities=["不锈钢焊接"], phone=f"1370000{number}",
            honours="浙江工匠（浙江省总工会，2021年）", evidence=clean_photo(photograph()),
        )
        for number in (5712, 5713)
    ]  # fmt: skip
    return_application(actor=county, application=made[1], reason="请附技能证书")
    return {
        "recruiting": call.pk, "withdrawn_call": over.pk, "application": made[0].pk,
        "applied": made[0].code, "applied_back": made[1].code,
    }  # fmt: skip


def some_rounds(work: Callable[[], None]) -> dict[str, Any]:
    """A plan that replaced another, one that waits for the worker, one that failed."""
    first = Round.objects.get(union__kind="province")
    fang = User.objects.get(username="province")
    again = rerun_round(round=first, actor=fang)
    work()
    of_huzhou = {"actor": fang, "season": first.season, "union": huzhou()}
    failed = start_round(**of_huzhou)
    fail_round(round=failed)
    waiting = start_round(**of_huzhou)
    return {
        "round": again.pk, "failed_round": failed.pk, "waiting_round": waiting.pk,
        "planned": again.rows.first().need_id,
    }  # fmt: skip


def some_itineraries(work: Callable[[], None]) -> dict[str, Any]:
    """Next month is laid out, the one after waits for the worker; and a problem that many have."""
    user = User.objects.get(username="artisan")
    habits = {"day_begins": time(8, 30), "day_ends": time(17, 30), "minutes_each": 180}
    _, following, last = months_ahead()
    for month in (following, last):
        plan_itinerary(actor=user, helper=user.artisan.helper, month=month, most_a_day=2, **habits)
        if month == following:
            work()
    return {
        "laid_out": f"{following:%Y-%m}", "not_laid_out": f"{last:%Y-%m}",
        "problem": CommonProblem.objects.order_by("pk").first().pk,
    }  # fmt: skip


def some_imports(work: Callable[[], None]) -> dict[str, Any]:
    """A spreadsheet with mistakes, and one that has not been looked at."""
    client = Client()
    client.force_login(User.objects.get(username="province"))
    jobs = []
    for _ in range(2):
        file = SimpleUploadedFile("需求.xlsx", workbook(["*企业", "*问题"], ["无名厂", "坏了"]))
        answer = client.post("/import/needs/", {"file": file})
        jobs.append(answer.headers["Location"].split("/")[-2])
        if len(jobs) == 1:
            work()
    return dict(zip(("faulty_job", "waiting_job"), jobs, strict=True))


def test_no_page_has_a_fault(
    things: dict[str, Any], open_as: OpenAs, keep_picture: Keep, pytestconfig: pytest.Config
) -> None:
    """With `--pictures FOLDER` each page is kept as a picture too (`make pictures`)."""
    faults: list[str] = []
    walked = Counter[str]()
    for account, page, address in walk(things, open_as, pytestconfig):
        name = picture_name(account, address, walked)
        faults += faults_at(address, page, partial(keep_picture, page, name))
    assert not faults, "\n".join(faults)


@pytest.mark.proof
def test_no_page_has_a_fault_on_a_phone(
    things: dict[str, Any], open_as: OpenAs, pytestconfig: pytest.Config
) -> None:
    """Axe asks about the page as a phone shows it, too."""
    faults: list[str] = []
    for _account, page, address in walk(things, open_as, pytestconfig):
        page.set_viewport_size(PHONE)
        page.goto(address)
        faults += faults_on(page)
    assert not faults, "\n".join(faults)


@pytest.mark.proof
def test_no_page_has_a_fault_in_english(
    things: dict[str, Any], open_as: OpenAs, pytestconfig: pytest.Config
) -> None:
    """English words are the longer ones, so the page is measured on the smaller phone.

    Axe asks only what depends on words: colours, and which elements there are, are those of the
    Chinese page.
    """
    faults: list[str] = []
    for _account, page, address in walk(things, open_as, pytestconfig, prepare=choose_english):
        page.goto(address)
        faults += faults_on(page, words_only=True)
        faults += layout_faults_at(page, SMALL_PHONE, DESK_AT_TWICE_THE_SIZE)
    assert not faults, "\n".join(faults)


def walk(
    things: dict[str, Any],
    open_as: OpenAs,
    config: pytest.Config,
    prepare: Callable[[Page], None] = lambda page: None,
) -> Iterator[tuple[str, Page, str]]:
    """Each account, its browser's page at the size of a desk, and each address it looks at."""
    for account, addresses in PAGES.items():
        page = bring_axe(open_as(User.objects.filter(username=account).first()))
        prepare(page)
        for address in addresses.format(**things).split():
            if config.getoption("--pages") in address:
                page.set_viewport_size(DESK)
                yield account, page, address


def picture_name(account: str, address: str, walked: Counter[str]) -> str:
    """Whose page it is and which; a number where he looks at it more than once."""
    name = f"{account}-{resolve(address.partition('?')[0]).url_name}"
    walked[name] += 1
    return name if walked[name] == 1 else f"{name}-{walked[name]}"


def choose_english(page: Page) -> None:
    """By the switch, as people do."""
    page.goto("/")
    menu = page.locator("header .drop:not(#find) > summary:visible")
    if menu.count():
        menu.click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def faults_at(address: str, page: Page, keep: Callable[[str], None]) -> list[str]:
    """Of the page at the address: at the desk, on a phone, and its layout in other windows."""
    answer = page.goto(address)
    faults = [] if answer.status == 200 else [f"{address}: {answer.status}"]
    faults += faults_on(page)
    keep("desk")
    faults += layout_faults_at(page, PHONE)
    keep("phone")
    faults += layout_faults_at(page, SMALL_PHONE, DESK_AT_TWICE_THE_SIZE, LARGE_SCREEN)
    return faults + faults_on_paper(page)


def faults_on_paper(page: Page) -> list[str]:
    """The texts that have no room on A4."""
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    faults = [f"{page.url}: (on paper) {fault}" for fault in page.evaluate(FAULTS_ON_PAPER)]
    page.emulate_media(media="screen")
    return faults


def layout_faults_at(page: Page, *sizes: dict[str, int]) -> list[str]:
    """The faults of the layout in windows of these sizes, with the width."""
    faults = []
    for size in sizes:
        page.set_viewport_size(size)
        faults += [f"({size['width']} px) {fault}" for fault in layout_faults(page)]
    return faults


def test_no_page_is_left_out(province: Province) -> None:
    """Every address is looked at above, or is an act, a file or a part of a page."""
    listed = " ".join(PAGES.values()).format_map(defaultdict(lambda: "1")).split()
    seen = {resolve(address.partition("?")[0]).url_name for address in listed}
    fang = Client()
    fang.force_login(province.fang)
    others = [pattern for pattern in patterns(get_resolver()) if pattern.name not in seen]
    left_out = {pattern.name for pattern in others if not is_act(pattern, fang)}
    assert left_out == {*FILES_AND_PARTS.split(), *OF_A_JOURNEY.split()}


def patterns(within: URLResolver) -> Iterator[URLPattern]:
    """All named addresses but those of the API."""
    for pattern in within.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from () if pattern.namespace else patterns(pattern)
        elif pattern.name:
            yield pattern


def is_act(pattern: URLPattern, client: Client) -> bool:
    """Whether it takes nothing but POST."""
    keys = {
        name: NO_TASK if isinstance(converter, UUIDConverter) else "1"
        for name, converter in pattern.pattern.converters.items()
    }
    with closing(client.get(reverse(pattern.name, kwargs=keys))) as answer:
        return bool(answer.status_code == 405)
