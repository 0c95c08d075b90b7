"""The command that appoints the first cadre of an empty installation."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hongmajia.accounts.actions import accept
from hongmajia.accounts.models import Invitation
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union, User
from tests.actors import Province

PHONE = "13700000001"


def appoint(*words: str, **options: Any) -> str:
    said = StringIO()
    call_command("appoint", *words, stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_the_first_call_adds_the_topmost_union_and_its_cadre() -> None:
    said = appoint(PHONE, "方建民", union="浙江省总工会", kind="province")
    top = Union.objects.get()
    first = User.objects.get()
    assert (top.name, top.kind) == ("浙江省总工会", "province")
    assert first.holds(top.path, Role.CADRE)
    assert not first.has_usable_password()
    invitation = Invitation.objects.get(user=first)
    assert said.split(" · ")[-1].strip().endswith(f"/join/{invitation.code}/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site", "is_warned"), [("http://localhost:8000", True), ("https://hmj.example", False)]
)
def test_an_address_that_nobody_can_open_is_told(
    settings: Any, capsys: pytest.CaptureFixture[str], site: str, is_warned: bool
) -> None:
    settings.SITE_ADDRESS = site
    assert f" · {site}/join/" in appoint(PHONE, "方建民", union="浙江省总工会")
    assert ("HONGMAJIA_SITE" in capsys.readouterr().err) is is_warned


@pytest.mark.django_db
def test_calling_it_again_prints_the_address_again() -> None:
    """Who lost it, or came too late, is not locked out of a new installation."""
    first = appoint(PHONE, "方建民", union="浙江省总工会")
    assert appoint(PHONE, "方建民") == first
    Invitation.objects.update(expires_at=timezone.now())
    later = appoint(PHONE, "方建民")
    assert later != first
    assert later.strip().endswith(f"/join/{Invitation.objects.open().get().code}/")
    duty = appoint("13700000002", "安全员", duty="security")
    assert appoint("13700000002", "安全员", duty="security") == duty

    accept(invitation=Invitation.objects.open().get(user__phone=PHONE), password="Mogan-26-焊缝")
    with pytest.raises(CommandError, match="已经担任这个角色"):
        appoint(PHONE, "方建民")


@pytest.mark.django_db
def test_an_empty_tree_needs_a_name() -> None:
    with pytest.raises(CommandError, match="--union"):
        appoint(PHONE, "方建民")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_wrong_number_changes_nothing() -> None:
    with pytest.raises(CommandError, match="手机号少了1位"):
        appoint(PHONE[:-1], "方建民", union="浙江省总工会")
    assert not Union.objects.exists()


def test_later_calls_appoint_cadres_of_the_same_union(province: Province) -> None:
    appoint(PHONE, "新同志", union="别的工会")
    assert User.objects.get(phone=PHONE).holds(province.national.path, Role.CADRE)
    assert not Union.objects.filter(name="别的工会").exists()
