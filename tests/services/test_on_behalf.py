"""A union confirms for an enterprise, and prints the code with which it confirms itself."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.insights.measures import ALL, CONFIRMED_FOR, SATISFACTION
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story
from hongmajia.notices.models import Notice
from hongmajia.services.models import Confirmation, ServiceRecord
from hongmajia.unions.enums import Role
from hongmajia.unions.models import User
from tests.actors import Province, grant, user
from tests.cases.conftest import photograph

Record, Confirm = Callable[..., ServiceRecord], Callable[..., Confirmation]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def liaison(province: Province) -> User:
    """刘莉, a liaison of Deqing, who speaks for its enterprises."""
    return grant(user("liu", "刘莉"), province.deqing, Role.LIAISON)


# --- confirming for the enterprise ------------------------------------------------------------


def test_a_union_confirms_for_the_enterprise_only_with_a_reason_or_a_slip(
    province: Province, liaison: User, record: Record, confirm: Confirm
) -> None:
    record()
    with pytest.raises(Refused, match="请写明为什么"):
        confirm(actor=liaison, name="刘莉")
    given = confirm(actor=liaison, name="刘莉", behalf_reason="电话里说的，不会上网。")
    assert (given.on_behalf, given.name, given.confirmed_by) == (True, "沈女士", liaison)
    story = [entry.text for entry in Story(given.engagement.need, province.xu).timeline]
    assert story[0] == "德清县总工会代沈女士确认解决"
    texts = [notice.text for notice in Notice.objects.filter(recipient=province.contact)]
    assert any("工会代您确认了服务" in text for text in texts)


def test_a_union_does_not_consent_to_a_case_for_the_enterprise(
    province: Province, liaison: User, record: Record, confirm: Confirm
) -> None:
    record()
    with pytest.raises(Refused, match="不能代答"):
        confirm(actor=liaison, behalf_reason="电话里说的", case_consent=True)


def test_what_the_enterprise_confirms_itself_is_its_own(record: Record, confirm: Confirm) -> None:
    record()
    assert not confirm().on_behalf


def test_a_signed_slip_proves_a_confirmation_and_can_be_looked_at(
    province: Province,
    liaison: User,
    record: Record,
    engagement: Engagement,
    client: Client,
) -> None:
    record()
    page = f"/engagements/{engagement.pk}/confirm/"
    client.force_login(liaison, backend=BACKEND)
    assert "代沈女士确认" in client.get(page).content.decode()
    said = {"outcome": "solved", "satisfaction": 4}
    assert client.post(page, said).status_code == 422
    client.post(page, {**said, "slip": photograph()})
    given = Confirmation.objects.get()
    assert given.on_behalf
    shown = client.get(f"/confirmations/{given.pk}/slip/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")


def test_a_cadre_who_knows_the_code_does_not_confirm_as_the_enterprise(
    province: Province,
    record: Record,
    engagement: Engagement,
    client: Client,
) -> None:
    record()
    client.force_login(province.xu, backend=BACKEND)
    page = f"/track/{engagement.need.tracking_code}/confirm/"
    said = {"outcome": "solved", "satisfaction": 4}
    assert client.post(page, said).status_code == 422
    client.post(page, {**said, "behalf_reason": "电话里说的"})
    assert Confirmation.objects.get().on_behalf


def test_confirmations_for_enterprises_are_counted_apart(
    province: Province, liaison: User, record: Record, confirm: Confirm
) -> None:
    record()
    confirm(actor=liaison, behalf_reason="电话里说的")
    tally = Tally(Scope(union=province.province, season=province.season), ALL)
    assert tally.sums(CONFIRMED_FOR)[0] == 1
    assert tally.sums(SATISFACTION)[0] == 0


# --- the slip with the tracking code ----------------------------------------------------------


def test_whoever_entered_a_need_prints_its_code_and_that_is_logged(
    province: Province, liaison: User, need: Need, client: Client
) -> None:
    client.force_login(liaison, backend=BACKEND)
    assert "打印追踪码" in client.get(f"/needs/{need.pk}/").content.decode()
    paper = client.post(f"/needs/{need.pk}/code/")
    assert paper.content.startswith(b"%PDF")
    words = PdfReader(BytesIO(paper.content)).pages[0].extract_text().replace(" ", "")
    assert need.tracking_code in words
    assert need.number in words
    assert Event.objects.filter(verb="need.code_printed", actor=liaison).exists()
