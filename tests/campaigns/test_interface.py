"""Campaigns in the interface: what a request may not say."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.campaigns.models import Campaign
from tests.actors import Province

BACKEND = "django.contrib.auth.backends.ModelBackend"


def post(province: Province, **changes: Any) -> Any:
    """Shen starts a campaign of Huzhou."""
    client = Client(raise_request_exception=False)
    client.force_login(province.shen, backend=BACKEND)
    facts = {
        "union": province.huzhou.pk, "name": "百名技术能手进千家企业", "starts": "2026-05-01",
        "ends": "2027-04-30", "text": "每月到企业会诊。", **changes,
    }  # fmt: skip
    return client.post("/api/campaigns", facts, content_type="application/json")


@pytest.mark.parametrize("amount", [-1, 10**30])
def test_a_target_out_of_range_is_refused(province: Province, amount: int) -> None:
    answer = post(province, targets={"sessions": amount})
    assert answer.status_code in (409, 422)
    assert "的目标请填" in answer.content.decode()
    assert not Campaign.objects.exists()


def test_partners_that_are_not_there_are_named(province: Province) -> None:
    """An unknown one and one that was closed; the third is there."""
    province.jinhua.closed_at = timezone.now()
    province.jinhua.save()
    keys = [province.wucheng.pk, 987654, province.jinhua.pk]
    answer = post(province, partners=keys)
    assert answer.status_code == 422
    assert f"没有编号为987654、{province.jinhua.pk}的工会" in answer.content.decode()
    assert not Campaign.objects.exists()
