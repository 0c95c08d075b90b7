"""What the need's page shows while an invited helper has not answered."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.actions import decline
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story
from tests.actors import Province

Ask = Callable[..., Engagement]


def test_while_somebody_is_asked_the_next_step_is_his_answer(
    province: Province, need: Need, ask: Ask
) -> None:
    assert Story(need, province.xu).next_step == "选一位师傅，发出邀请"
    asked = ask()
    assert Story(need, province.xu).next_step == "等董师傅答复"
    assert Story(need, province.xu).holder == "董师傅"
    decline(engagement=asked, actor=province.dong, reason="出差")
    assert Story(need, province.xu).next_step == "选一位师傅，发出邀请"


def test_strangers_are_not_told_who_was_asked(need: Need, ask: Ask) -> None:
    ask()
    assert "董师傅" not in Story(need, AnonymousUser()).next_step
    assert "董师傅" not in Story(need, AnonymousUser()).holder


def test_the_clock_of_choosing_is_not_shown_meanwhile(
    client: Client, province: Province, need: Need, ask: Ask
) -> None:
    """Otherwise “overdue” beside “choose somebody” would lead to a second invitation."""
    Need.objects.filter(pk=need.pk).update(due_at=timezone.now() - timedelta(days=4))
    client.force_login(province.xu)
    assert 'class="clk' in holder_of(client, need)
    ask()
    assert "等董师傅答复" in holder_of(client, need)
    assert 'class="clk' not in holder_of(client, need)


def holder_of(client: Client, need: Need) -> str:
    """Return the text of the box that says who holds the need and what comes next."""
    page = client.get(reverse("need", args=[need.pk])).content.decode()
    return page[page.index('class="hold"') : page.index("去选师傅")]
