"""Who lacks a licence that a need takes is neither on the shortlist nor pinned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hongmajia.engagements.fitness import Unlicensed
from hongmajia.matching.actions import rule_pair
from hongmajia.matching.enums import RoundState
from hongmajia.matching.models import Round
from hongmajia.matching.queries.shortlist import candidates, why_not
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper, Licence
from tests.actors import Province, make_need
from tests.needs.conftest import As

pytestmark = pytest.mark.django_db


@pytest.fixture
def hot(province: Province) -> Need:
    """A welding need at whose place there is hot work."""
    return make_need(province, dangers=["hot"])


def asked(need: Need) -> list[Helper]:
    return [one.helper for one in candidates(need)]


def test_only_those_with_the_licence_are_proposed(province: Province, hot: Need) -> None:
    assert province.dong_helper in asked(make_need(province))
    assert asked(hot) == []
    held = Licence.objects.create(artisan=province.dong_helper.artisan, kind="welding")
    assert province.dong_helper in asked(hot)
    held.valid_until = timezone.localdate() - timedelta(days=1)
    held.save()
    assert asked(hot) == []


def test_why_not_says_so_and_offers_no_invitation(as_: As, province: Province, hot: Need) -> None:
    (told,) = why_not(hot, "董", [], province.xu)
    assert told.is_unlicensed
    page = as_("xu").get(f"/needs/{hot.pk}/shortlist/?name=董").content.decode()
    assert "董师傅没有有效的特种作业操作证（焊接与热切割）" in page
    assert "动火作业" in page
    assert "这件只推荐有有效特种作业操作证（焊接与热切割）的师傅。" in page
    assert "还是请他" not in page


def test_nobody_is_pinned_against_it(province: Province, hot: Need) -> None:
    round_ = Round.objects.create(
        season=province.season, union=province.huzhou, number=1, state=RoundState.READY,
        owner=province.shen,
    )  # fmt: skip
    with pytest.raises(Unlicensed):
        rule_pair(
            round=round_, need=hot, helper=province.dong_helper, kind="pin", actor=province.shen
        )
