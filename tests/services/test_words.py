"""What the page of a helper quotes as words of enterprises."""

import pytest

from hongmajia.engagements.models import Engagement
from hongmajia.services.models import Confirmation
from hongmajia.services.queries import publishable_comments_on
from tests.actors import Province, make_need


@pytest.mark.parametrize(
    ("by", "is_quoted"), [("", True), ("contact", True), ("xu", False), ("lu", False)]
)
def test_only_what_the_asking_side_wrote_is_quoted(
    province: Province, by: str, is_quoted: bool
) -> None:
    need = make_need(province, "confirmed")
    engagement = Engagement.objects.create(
        need=need, helper=province.dong_helper, origin="dispatch", state="confirmed"
    )
    Confirmation.objects.create(
        engagement=engagement, outcome="solved", satisfaction=4, case_consent=True, words="真好",
        name="沈女士", confirmed_by=province.actors[by] if by else None,
    )  # fmt: skip
    assert publishable_comments_on(province.dong_helper).exists() == is_quoted
