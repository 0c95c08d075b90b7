"""The first steps on the desk of a house that is still empty."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.portal.first_steps import first_steps
from hongmajia.unions import actions
from hongmajia.unions.enums import Role, Stage
from hongmajia.unions.facts import StageDates
from hongmajia.unions.models import Region, Union, User
from tests.actors import Province, artisan

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def first(db: None) -> User:
    """The first cadre of an empty installation."""
    call_command("appoint", "13800000000", "方建民", union="浙江省总工会")
    return User.objects.get()


def states(user: User) -> list[str]:
    return [step.state for step in first_steps(User.objects.get(pk=user.pk))]


def open_season(first: User, top: Union, starts: Any) -> None:
    days: StageDates = {stage: (starts, starts + timedelta(days=9)) for stage in Stage}
    actions.open_season(
        actor=first, union=top, year=starts.year, stages=days, name="活动", number_prefix="浙"
    )


def test_the_steps_are_counted_from_what_there_is(first: User) -> None:
    top = Union.objects.get()
    assert states(first) == ["now", "later", "later", "later", "later"]
    open_season(first, top, timezone.localdate() + timedelta(days=30))
    assert states(first) == ["done", "now", "later", "later", "later"]
    huzhou = Region.objects.filter(pk="330500")
    (made,) = actions.add_unions_of(actor=first, host=top, regions=huzhou)
    fresh = User.objects.get(pk=first.pk)
    actions.appoint(actor=fresh, union=made, role=Role.CADRE, name="沈建国", phone="13700000001")
    assert states(first) == ["done", "done", "done", "now", "later"]
    *_others, collecting = first_steps(User.objects.get(pk=first.pk))
    assert "到那天自动打开" in collecting.said


def test_every_door_of_an_empty_house_opens(client: Client, first: User) -> None:
    client.force_login(first, backend=BACKEND)
    desk = client.get(reverse("desk")).content.decode()
    assert "先办这五件事" in desk
    assert "都办完了" not in desk
    for step in first_steps(first):
        for _words, address in step.doors:
            assert client.get(address).status_code == 200, address


def test_a_house_at_work_has_no_steps(client: Client, province: Province) -> None:
    assert first_steps(province.fang) == []
    for other in (province.lin, province.dong):  # reads only; no role
        assert first_steps(other) == []
    client.force_login(province.lu, backend=BACKEND)  # the liaison has the doors of imports
    desk = client.get(reverse("desk")).content.decode()
    for kind in ("enterprises", "artisans", "needs"):
        assert reverse("import_upload", args=[kind]) in desk
    assert reverse("import_upload", args=["unions"]) not in desk


def test_a_county_may_work_without_unions_below(db: None) -> None:
    call_command("appoint", "13800000000", "徐芳", union="德清县总工会", kind="county")
    alone = User.objects.get()
    assert states(alone) == ["now", "done", "later", "later", "later"]
    colleague = {"role": Role.LIAISON, "name": "陆敏", "phone": "13700000001"}
    actions.appoint(actor=alone, union=Union.objects.get(), **colleague)
    assert states(alone)[2] == "done"


def test_a_new_cadre_of_a_county_has_three_steps(client: Client, first: User) -> None:
    top = Union.objects.get()
    open_season(first, top, timezone.localdate() + timedelta(days=30))
    city, county = Region.objects.get(pk="330500"), Region.objects.get(pk="330521")
    (huzhou,) = actions.add_unions_of(actor=first, host=top, regions=[city])
    (deqing,) = actions.add_unions_of(actor=first, host=huzhou, regions=[county])
    seat = {"role": Role.CADRE, "name": "徐芳", "phone": "13700000001"}
    xu = actions.appoint(actor=User.objects.get(pk=first.pk), union=deqing, **seat)
    assert states(xu) == ["now", "later", "later"]
    client.force_login(xu, backend=BACKEND)
    desk = client.get(reverse("desk")).content.decode()
    assert "先办这三件事" in desk
    assert "都办完了" not in desk
    for step in first_steps(xu):
        for _words, address in step.doors:
            assert client.get(address).status_code == 200, address


def test_a_county_at_work_with_one_cadre_has_no_steps(province: Province) -> None:
    artisan("吴师傅", "钳工", province.deqing, "330521")
    assert first_steps(User.objects.get(pk=province.xu.pk)) == []
    assert first_steps(province.lu) == []


def test_an_empty_desk_of_a_contact_has_the_door_to_ask(client: Client, province: Province) -> None:
    client.force_login(province.contact, backend=BACKEND)
    desk = client.get(reverse("desk")).content.decode()
    assert "都办完了" not in desk
    assert f'<a class="lk" href="{reverse("ask")}">我要提需求</a>' in desk
