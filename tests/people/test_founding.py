"""The founding date of a team: entered by its union, on its page and in the exported list."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from lxml import html

from hongmajia.core.models import Event
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
