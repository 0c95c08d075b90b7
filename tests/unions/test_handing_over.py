"""A post is handed over in one step: its roles, and what is to be done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from hongmajia.cases.models import Review
from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.matching.enums import RoundState
from hongmajia.matching.models import Round
from hongmajia.notices.models import Notice
from hongmajia.unions import actions
from hongmajia.unions.enums import Role
from hongmajia.unions.handing_over import all_work
from hongmajia.unions.models import Union, User
from tests.actors import Province
from tests.test_access import things_of

PHONE = "13700000001"

STAYS = {
    # what somebody did
    "accounts.Application.decided_by", "accounts.RecruitingCall.written_by",
    "accounts.Claim.decided_by", "accounts.Duty.granted_by", "accounts.Invitation.made_by",
    "interface.ServiceAccount.made_by", "interface.Token.made_by",
    "circulars.Answer.by", "circulars.Circular.sent_by", "circulars.Circular.written_by",
    "circulars.Receipt.read_by",
    "cases.Case.drafted_by", "cases.Nomination.actor", "cases.PublicNotice.opened_by",
    "core.Event.actor", "core.ModelCall.actor",
    "engagements.Engagement.opened_by", "guidance.Message.author",
    "insights.Bulletin.made_by", "insights.ReportedTotal.reported_by",
    "insights.ImportedRecord.imported_by", "unions.ImportMap.kept_by",
    "knowledge.Answer.asked_by", "knowledge.ProblemKind.confirmed_by",
    "matching.Round.sent_by", "matching.Ruling.ruled_by",
    "notices.Call.made_by", "people.Apprenticeship.registered_by", "people.Assessment.made_by",
    "publicity.NewsItem.written_by", "services.Activity.opened_by",
    "classes.ClassCertificate.issued_by", "classes.TrainingClass.opened_by",
    "services.Certificate.issued_by", "services.YearsCertificate.issued_by",
    "services.ServiceRecord.written_by",
    "services.CallBack.done_by", "services.Objection.made_by",
    "services.Objection.answered_by", "services.SafetyMeasures.written_by",
    "services.Confirmation.confirmed_by",
    "supervision.Supervision.answered_by", "supervision.Supervision.ordered_by",
    "tables.BlankTable.added_by",
    "unions.DraftRemark.by", "unions.SeasonDraft.saved_by",
    "unions.FirmPair.apart_by", "unions.Membership.granted_by", "webhooks.Subscription.made_by",
    # what somebody is beside the post, or was told
    "accounts.Application.claimant", "accounts.Claim.claimant", "accounts.Duty.user",
    "accounts.Invitation.user",
    "accounts.PastPassword.user", "accounts.SignIn.user", "guidance.ReadMark.user",
    "knowledge.Trial.user", "needs.Need.asker", "needs.Need.shown_to", "needs.SameProblem.user",
    "notices.Delivery.user", "notices.GroupRobot.set_by", "notices.Notice.recipient",
    "notices.Preference.user", "notices.WeChatConsent.user",
    "people.Apprenticeship.apprentice_user", "people.Artisan.user", "services.SignUp.user",
    "unions.Enterprise.contacts", "visits.CalendarFeed.user",
    # files that somebody asked for
    "archives.Archive.owner", "core.Export.owner", "insights.Ledger.owner",
    "tables.Filling.owner",
    # of programs, which hold no post
    "core.ExternalId.owner", "core.ListedRow.reader", "interface.ServiceAccount.user",
    "interface.StoredAnswer.user",
    # the roles themselves, and the deputies, which end
    "unions.Membership.user", "unions.Membership.deputises",
}  # fmt: skip
"""Every column that names a user and does not go over with a post."""


def columns_of_users() -> set[str]:
    """Every column of ours that names a user, but for histories."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("hongmajia.") and not hasattr(model, "history_id")
        for field in model._meta.get_fields()
        if not field.auto_created and getattr(field, "related_model", None) is User
    }


@pytest.mark.one_database("it reads the models alone")
def test_every_column_that_names_a_user_goes_over_or_stays_for_a_reason() -> None:
    going = {f"{w.model._meta.label}.{w.field}" for w in all_work()}
    assert going & STAYS == set()
    assert columns_of_users() == going | STAYS


@pytest.fixture
def unfinished(province: Province) -> dict[str, Any]:
    """Xu of Deqing has a plan to look at, a plan she sent, and a table to import."""
    about = {"season": province.season, "union": province.deqing, "owner": province.xu}
    return {
        "open": Round.objects.create(**about, number=2, state=RoundState.READY),
        "sent": Round.objects.create(**about, number=1, state=RoundState.SENT, sent_by=province.xu),
    }


def test_roles_and_unfinished_work_go_over_and_what_was_done_stays(
    as_: Callable[[str], Client], province: Province, unfinished: dict[str, Any]
) -> None:
    address = f"/unions/{province.deqing.pk}/hand-over/{province.xu.pk}/"
    client = as_("xu")
    page = client.get(address).text
    assert "对接方案" in page
    assert client.post(address, {"name": ""}).status_code == 422
    assert client.post(address, {"name": "王强", "phone": PHONE}).status_code == 302
    successor = User.objects.get(phone=PHONE)
    assert successor.holds(province.deqing.path, Role.CADRE)
    assert not User.objects.get(pk=province.xu.pk).grants
    for name, owner in (("open", successor), ("sent", province.xu)):
        unfinished[name].refresh_from_db()
        assert unfinished[name].owner == owner
    assert unfinished["sent"].sent_by == province.xu


def test_the_log_says_both_names_and_both_are_told(
    province: Province, unfinished: dict[str, Any]
) -> None:
    successor = actions.hand_over(
        actor=province.shen, union=province.deqing, leaving=province.xu, name="王强", phone=PHONE
    )
    event = Event.objects.filter(story=province.deqing.story).first()
    assert event
    said = "徐芳在德清县总工会的干部由王强接手，带走1件事（沈建国办理）"
    assert sentence(event) == said
    to_xu = Notice.objects.filter(recipient=province.xu).first()
    to_successor = Notice.objects.filter(recipient=successor).first()
    assert to_xu
    assert to_successor
    assert to_xu.text == "徐芳在德清县总工会的干部由王强接手"
    assert to_successor.text == "徐芳在德清县总工会的干部由您接手，转交1件没办完的事"


def test_reviews_go_to_a_successor_who_may_write_them(province: Province) -> None:
    things_of(province)  # a case of Deqing that Ren was asked about
    review = Review.objects.get(reviewer=province.ren)
    successor = actions.hand_over(
        actor=province.fang, union=province.province, leaving=province.ren, name="王强", phone=PHONE
    )
    review.refresh_from_db()
    assert review.reviewer == successor


def test_a_review_stays_when_the_successor_is_part_of_the_case(province: Province) -> None:
    things_of(province)
    User.objects.filter(pk=province.dong.pk).update(phone=PHONE, signs_in_by_phone=True)
    actions.hand_over(
        actor=province.fang, union=province.province, leaving=province.ren, name="董师傅",
        phone=PHONE,
    )  # fmt: skip
    assert Review.objects.get().reviewer == province.ren  # Dong served in it


def test_only_the_cadre_or_whoever_may_dismiss_hands_over(
    as_: Callable[[str], Client], province: Province
) -> None:
    address = f"/unions/{province.mogan_union.pk}/hand-over/{province.lu.pk}/"
    statuses = {name: as_(name).get(address).status_code for name in ("xu", "lu", "lin", "wu")}
    assert statuses == {"xu": 200, "lu": 403, "lin": 403, "wu": 404}
    with pytest.raises(Refused):
        actions.hand_over(
            actor=province.lu, union=province.mogan_union, leaving=province.lu,
            name="王强", phone=PHONE,
        )  # fmt: skip


def test_a_hand_over_that_is_refused_changes_nothing(
    province: Province, unfinished: dict[str, Any]
) -> None:
    User.objects.filter(pk=province.xu.pk).update(phone=PHONE, signs_in_by_phone=True)
    with pytest.raises(Refused, match="不能是本人"):
        actions.hand_over(
            actor=province.shen, union=province.deqing, leaving=province.xu,
            name="徐芳", phone=PHONE,
        )  # fmt: skip
    assert User.objects.get(pk=province.xu.pk).holds(province.deqing.path, Role.CADRE)


def test_the_last_cadre_at_the_top_hands_over_but_not_to_one_with_a_last_day(
    province: Province,
) -> None:
    top: Union = province.national
    actions.grant_role(actor=None, union=top, user=province.fang, role=Role.CADRE)
    fang = User.objects.get(pk=province.fang.pk)
    tomorrow = timezone.localdate() + timedelta(days=1)
    actions.appoint(
        actor=fang, union=top, role=Role.CADRE, name="王强", phone=PHONE, ends_on=tomorrow
    )
    actions.hand_over(actor=fang, union=top, leaving=fang, name="王强", phone=PHONE)
    held = User.objects.get(phone=PHONE).memberships.get(union=top)
    assert held.ends_on is None  # they have it as long as Fang had it
    assert not fang.memberships.filter(union=top).exists()


def test_deputies_of_the_one_who_leaves_end(province: Province) -> None:
    today = timezone.localdate()
    xu = User.objects.get(pk=province.xu.pk)
    actions.name_deputy(
        actor=xu, name="王强", phone=PHONE, starts_on=today, ends_on=today + timedelta(days=9)
    )
    successor = actions.hand_over(
        actor=xu, union=province.deqing, leaving=xu, name="王强", phone=PHONE
    )
    [held] = successor.memberships.all()
    assert (held.deputises, held.ends_on) == (None, None)
