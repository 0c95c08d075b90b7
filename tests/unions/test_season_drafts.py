"""The draft of a new season: kept, shown to colleagues, remarked on, and made."""

from typing import Any

import pytest
from django.test import Client

from hongmajia.core.errors import Refused
from hongmajia.notices.models import Notice
from hongmajia.unions.actions import remark_on_draft, save_draft
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Season, SeasonDraft, User
from tests.actors import Province, grant, user
from tests.unions.test_copying import page_of, sent, special_days, year_2025

__all__ = ["special_days", "year_2025"]


@pytest.fixture
def gao(province: Province) -> User:
    """Fang's colleague at the province."""
    return grant(user("gao", "高敏"), province.province, Role.CADRE)


@pytest.fixture
def draft(client: Client, province: Province, year_2025: Season, gao: User) -> SeasonDraft:
    """Fang's draft of 2026, with one day to accept."""
    client.force_login(province.fang)
    typed = {**sent(client, province, accept_days=1), "keep": "1"}
    assert client.post(f"{page_of(province)}?year=2026", typed).status_code == 302
    return SeasonDraft.objects.get()


def test_a_draft_makes_nothing_and_colleagues_are_asked(draft: SeasonDraft, gao: User) -> None:
    assert not Season.objects.filter(year=2026).exists()
    (notice,) = Notice.objects.filter(recipient=gao)
    assert notice.text == "2026年度的草稿请您看看，有意见写在下面"


def test_a_colleague_sees_what_was_typed_and_says_what_they_think(
    client: Client, province: Province, draft: SeasonDraft, gao: User
) -> None:
    client.force_login(gao)
    shown = client.get(page_of(province), {"year": 2026})
    assert shown.context["form"]["accept_days"].value() == "1"
    address = f"/season-drafts/{draft.pk}/remark/"
    assert client.post(address, {"text": "答复一天太紧，还是三天。"}).status_code == 302
    assert "答复一天太紧" in client.get(page_of(province), {"year": 2026}).text
    (told,) = Notice.objects.filter(recipient=province.fang)
    assert told.text == "有人对2026年度的草稿提了意见"


def test_a_draft_with_a_wrong_field_is_not_kept(
    client: Client, province: Province, year_2025: Season
) -> None:
    client.force_login(province.fang)
    typed: dict[str, Any] = {**sent(client, province, accept_days=0), "keep": "1"}
    assert client.post(f"{page_of(province)}?year=2026", typed).status_code == 422
    assert not SeasonDraft.objects.exists()


def test_the_draft_is_made_and_then_remarks_end(
    client: Client, province: Province, draft: SeasonDraft, gao: User
) -> None:
    client.force_login(gao)
    client.post(f"{page_of(province)}?year=2026", sent(client, province))
    draft.refresh_from_db()
    assert draft.made == Season.objects.get(year=2026)
    assert draft.made.accept_days == 1, "as Fang typed it"
    with pytest.raises(Refused, match="已经设立"):
        remark_on_draft(actor=gao, draft=draft, text="晚了")
    with pytest.raises(Refused, match="已经设立"):
        save_draft(actor=gao, union=province.province, year=2026, earlier=None, typed={})


def test_another_union_has_no_access_to_it(
    client: Client, province: Province, draft: SeasonDraft
) -> None:
    client.force_login(province.wu)
    address = f"/season-drafts/{draft.pk}/remark/"
    assert client.get(address).status_code == 403
