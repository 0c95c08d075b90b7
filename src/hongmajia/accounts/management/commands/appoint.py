"""``hongmajia appoint``: add the topmost union and appoint its cadres.

Cadres appoint, so the first one comes from the command line; so does one after all have left. Who
has no account yet gets an invitation, whose address is printed; calling it again prints the address
again, or that of a new invitation where the first has run out. ``--duty`` appoints the first holder
of one of the three duties of the installation instead. A database without tables gets them first,
as by ``hongmajia serve``.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hongmajia.core.addresses import absolute, is_only_here
from hongmajia.core.errors import Refused
from hongmajia.core.fields import PhoneField
from hongmajia.core.new_database import is_new
from hongmajia.spelling import tidy_name
from hongmajia.unions.actions import appoint, serve_province
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import Union, User

from ...actions.duties import appoint_to_duty
from ...actions.inviting import invite, join_path
from ...duty_enums import DutyKind
from ...models import Invitation

ONLY_HERE = (
    "这个网址只有这台机器打得开，用别的端口启动的，端口还要改。请把HONGMAJIA_SITE设成别人打开网站的网址。\n"
    "Only this machine can open the address, and only at the port that `serve` uses: set "
    "HONGMAJIA_SITE to the address by which others open the site."
)


class Command(BaseCommand):
    """Appoint a cadre of the topmost union; add that union to an empty database."""

    help = "Make the topmost union, if there is none, and name a cadre of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("phone", help="mobile number, with which the person signs in")
        parser.add_argument("name", help="name of the person")
        parser.add_argument("--union", default="", help="name of the topmost union to make")
        kinds = [kind.value for kind in UnionKind]
        parser.add_argument("--kind", choices=kinds, default=UnionKind.PROVINCE.value)

        duties = [duty.value for duty in DutyKind]
        parser.add_argument("--duty", choices=duties, help="make the person this, not a cadre")

    def handle(
        self, *args: Any, phone: str, name: str, union: str, kind: str, duty: str | None, **_: Any
    ) -> None:
        """Appoint the person and print the address of their invitation."""
        if is_new():
            call_command("migrate", verbosity=0)
        try:
            phone = PhoneField().clean(phone)
            user, what = appointed(phone, name, union, kind, duty)
        except (Refused, ValidationError) as error:
            raise CommandError("; ".join(getattr(error, "messages", [str(error)]))) from error
        self.stdout.write(f"{what} · {name} · {phone} · {how_to_get_in(user)}")
        if is_only_here():
            self.stderr.write(ONLY_HERE)


@transaction.atomic
def appointed(
    phone: str, name: str, union: str, kind: str, duty: str | None
) -> tuple[User, object]:
    """The account of whom is appointed, and what they are: cadre of this union, or this duty.

    Who was appointed to the same before and has never come in is invited again.
    """
    top = topmost(union, kind)
    what = DutyKind(duty).label if duty else top
    if user := never_came_in(phone, name, top, duty):
        if not Invitation.objects.open().filter(user=user).exists():
            invite(actor=None, user=user, union=top)
    elif duty:
        user = appoint_to_duty(actor=None, kind=duty, name=name, phone=phone).user
    else:
        user = appoint(actor=None, union=top, role=Role.CADRE, name=name, phone=phone)
    return user, what


def never_came_in(phone: str, name: str, top: Union, duty: str | None) -> User | None:
    """Who is this already, and has only the invitation by which they should have come in."""
    user = User.objects.with_number(phone).filter(name=tidy_name(name), is_active=True).first()
    if user is None or not Invitation.objects.filter(user=user, ended_at=None).exists():
        return None
    if duty:
        return user if user.duties.filter(kind=duty, ended_at=None).exists() else None
    return user if user.holds(top.path, Role.CADRE) else None


def how_to_get_in(user: User) -> str:
    """The address of the person's invitation; without one they sign in as before."""
    invitation = Invitation.objects.open().filter(user=user).first()
    return absolute(join_path(invitation)) if invitation else "（原来的密码）"


def topmost(name: str, kind: str) -> Union:
    """The topmost union; in an empty tree it is added, or ``CommandError`` without ``name``."""
    found = Union.objects.filter(depth=1).first()
    if found is not None:
        return found
    if not name:
        raise CommandError("There is no union yet: name the topmost one with --union.")
    made: Union = Union.objects.add_root({"name": name, "kind": kind})
    if kind == UnionKind.PROVINCE:
        serve_province(made)
    return made
