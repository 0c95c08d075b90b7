"""The founding date of a team: entered by its union, on its page and in the exported list."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from lxml import html

from hongmajia.core.models import Event
from hongmajia.people.actions import create_team
from hongmajia.people.export import TEAM_COLUMNS
from tests.actors import Province
from tests.retold.desk import Desk, form_with

SignIn = Callable[[str], Client]


def test_it_is_on_the_page_of_the_team_and_in_its_form(province: Province, as_: SignIn) -> None:
    address = f"/helpers/{province.team.pk}/"
    Desk(province.wu).send(f"{address}edit/", founded_on="2019-03-12")
    assert "2019年3月12日成立" in as_("nobody").get(address).content.decode()
    page = html.document_fromstring(as_("wu").get(f"{address}edit/").content.decode())
    assert form_with(page, {"founded_on"}).fields["founded_on"] == "2019-03-12"
    assert Event.objects.get(verb="helper.changed").data["fields"] == "成立日期"
    (column,) = [one for one in TEAM_COLUMNS if str(one.heading) == "成立日期"]
    province.team.team.refresh_from_db()
    assert str(column.cell(province.team)) == "2019-03-12"


def test_a_day_to_come_is_refused(province: Province, as_: SignIn) -> None:
    address = f"/helpers/{province.team.pk}/edit/"
    page = html.document_fromstring(as_("wu").get(address).content.decode())
    typed = dict(form_with(page, {"founded_on"}).form_values())
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = as_("wu").post(address, {**typed, "founded_on": tomorrow.isoformat()})
    assert (answer.status_code, "这一天还没到" in answer.content.decode()) == (422, True)
    province.team.team.refresh_from_db()
    assert province.team.team.founded_on is None


def test_the_sender_is_chosen_among_known_ones_or_written(
    client: Client, province: Province
) -> None:
    """Written once it can be chosen; another spelling of it is the same association."""
    other = create_team(actor=province.shen, name="二队", union=province.huzhou, trade="焊接")
    client.force_login(province.fang)
    first, second = (f"/helpers/{team.pk}/sender/" for team in (province.team, other))
    assert client.post(first, {"sender": "", "other": "湖州市劳模协会"}).status_code == 302
    assert "湖州市劳模协会</option>" in client.get(second).text
    assert client.post(second, {"sender": "", "other": "湖州市 劳模协会"}).status_code == 302
    other.team.refresh_from_db()
    assert other.team.sent_by == "湖州市劳模协会"
    both = client.post(first, {"sender": "湖州市劳模协会", "other": "浙江省劳模协会"})
    assert both.status_code == 302, "what stood there gives way to what was written"
    unknown = client.post(second, {"sender": "没有人知道的"})
    assert unknown.status_code == 422
    assert client.post(second, {"sender": "", "other": ""}).status_code == 302
    other.team.refresh_from_db()
    assert other.team.sent_by == ""
