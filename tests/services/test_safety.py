"""A dangerous visit: insurance, the overrule of a cadre, licences on the day, the agreement."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from docx import Document

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.fitness import Unlicensed
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Insurance, Licence
from hongmajia.services.actions import move_activity, schedule_visit
from hongmajia.services.agreement import agreement_for_archive, agreement_of
from hongmajia.services.bookings import SecondWord
from hongmajia.services.fitness import Doubtful
from hongmajia.services.models import Activity
from tests.actors import Province
from tests.needs.conftest import As

WHY = "设备当天必须停机检修，已口头投保"
TO_COME = timezone.now().replace(hour=1, minute=0) + timedelta(days=3)


@pytest.fixture
def dangerous(engagement: Engagement) -> Engagement:
    """At the place of the need there is hot work in a confined space; Dong has the permits."""
    Need.objects.filter(pk=engagement.need_id).update(dangers=["hot", "confined"])
    for kind in ("welding", "confined"):
        Licence.objects.create(artisan=engagement.helper.artisan, kind=kind)
    return Engagement.objects.with_details().get(pk=engagement.pk)


@pytest.fixture
def arrange(province: Province, dangerous: Engagement) -> Callable[..., Activity]:
    """``arrange()`` fixes the visit in three days, by Dong; arguments change that."""

    def fix(actor: Any = None, uninsured: str = "", **facts: Any) -> Activity:
        word = SecondWord(free_day=True, uninsured=uninsured)
        when = {"starts_at": TO_COME, "ends_at": TO_COME + timedelta(hours=4)}
        return schedule_visit(
            engagement=dangerous, actor=actor or province.dong, word=word, **{**when, **facts}
        )

    return fix


def insured(province: Province, until: datetime = TO_COME, **side: Any) -> Insurance:
    return Insurance.objects.create(
        **(side or {"helper": province.dong_helper}), number="PA330500-2026-0001",
        insurer="某某财产保险", valid_from=timezone.localdate(), valid_until=until.date(),
    )  # fmt: skip


def words_of(engagement: Engagement, reader: Any) -> str:
    document = Document(BytesIO(agreement_of(engagement, reader)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_helper_cannot_fix_it_uninsured_even_with_a_reason(
    province: Province, arrange: Callable[..., Activity]
) -> None:
    for reason in ("", WHY):
        with pytest.raises(Refused, match="没有志愿者保险") as refusal:
            arrange(uninsured=reason)
        assert not isinstance(refusal.value, Doubtful)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("whose", ["helper", "union"])
def test_insured_they_go(province: Province, arrange: Callable[..., Activity], whose: str) -> None:
    side = {"helper": province.dong_helper} if whose == "helper" else {"union": province.huzhou}
    insured(province, **side)
    assert arrange().pk


def test_an_insurance_that_ends_before_the_day_is_none(
    province: Province, arrange: Callable[..., Activity]
) -> None:
    insured(province, TO_COME - timedelta(days=1))
    with pytest.raises(Refused, match="没有志愿者保险"):
        arrange()


def test_a_cadre_overrules_with_a_reason_that_the_agreement_prints(
    province: Province, dangerous: Engagement, arrange: Callable[..., Activity]
) -> None:
    with pytest.raises(Doubtful) as doubt:
        arrange(actor=province.xu)
    assert doubt.value.asks == "uninsured"
    arrange(actor=province.xu, uninsured=WHY)
    event = Event.objects.get(verb="activity.uninsured")
    assert (event.note, event.actor) == (WHY, province.xu)
    words = words_of(dangerous, province.xu)
    assert "志愿者保险：未投保。" in words
    assert f"没有保险仍安排，工会的理由：{WHY}" in words


def test_the_form_asks_the_cadre_for_the_reason(
    as_: As, province: Province, dangerous: Engagement
) -> None:
    address = f"/engagements/{dangerous.pk}/schedule/"
    day = TO_COME.date().isoformat()
    sent = {"day": day, "time": "09:00", "hours": "4", "mode": "on_site", "kind": "assistance",
            "free_day": "on"}  # fmt: skip
    answer = as_("xu").post(address, sent)
    assert "没有保险，为什么还是要去" in answer.content.decode()
    assert as_("xu").post(address, {**sent, "uninsured": WHY}).status_code == 302
    visit = Activity.objects.get()
    page = as_("dong").get(f"/activities/{visit.pk}/").content.decode()
    assert "未投保" in page
    assert WHY in page


def test_online_nobody_is_in_danger(province: Province, arrange: Callable[..., Activity]) -> None:
    visit = arrange(mode="online")
    with pytest.raises(Refused, match="没有志愿者保险"):
        move_activity(activity=visit, actor=province.dong, mode="on_site")


def test_what_took_place_is_written_down_as_it_was(
    province: Province, arrange: Callable[..., Activity]
) -> None:
    begun = timezone.now() - timedelta(hours=5)
    assert arrange(starts_at=begun, ends_at=begun + timedelta(hours=4)).pk


def test_a_licence_that_ends_before_the_day_is_missed(
    province: Province, arrange: Callable[..., Activity]
) -> None:
    insured(province)
    Licence.objects.filter(kind="welding").update(valid_until=timezone.localdate())
    with pytest.raises(Unlicensed, match="没有有效的特种作业操作证（焊接与热切割）"):
        arrange(actor=province.xu, uninsured=WHY)


def test_the_agreement_prints_dangers_measures_and_insurance(
    province: Province, dangerous: Engagement, arrange: Callable[..., Activity]
) -> None:
    insured(province)
    arrange()
    words = words_of(dangerous, province.xu)
    for said in (
        "现场的危险作业：动火作业、有限空间作业。", "2.动火作业：先办动火审批",
        "3.有限空间作业：先通风、再检测、后作业", "保险单号PA330500-2026-0001",
    ):  # fmt: skip
        assert said in words
    assert "高处作业" not in words
    assert agreement_for_archive(dangerous, province.xu).startswith(b"%PDF")


def test_without_danger_it_says_so(province: Province, engagement: Engagement) -> None:
    words = words_of(engagement, province.xu)
    assert "现场的危险作业：甲方说明没有。" in words
    assert "志愿者保险：未投保。" in words


def test_the_union_writes_its_own_measures(
    as_: As, province: Province, dangerous: Engagement
) -> None:
    address = f"/engagements/{dangerous.pk}/measures/"
    assert "先办动火审批" in as_("xu").get(address).content.decode()
    assert as_("dong").get(address).status_code == 403
    assert as_("xu").post(address, {"text": "罐内作业由厂安全员全程监护。"}).status_code == 302
    fresh = Engagement.objects.with_details().get(pk=dangerous.pk)
    words = words_of(fresh, province.xu)
    assert "1.罐内作业由厂安全员全程监护。" in words
    assert "先办动火审批" not in words
