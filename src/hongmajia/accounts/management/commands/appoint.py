"""``hongmajia appoint``: add the topmost union and appoint its cadres.

Cadres appoint, so the first one comes from the command line; so does one after all have left. Who
has no account yet gets an invitation, whose address is printed. ``--duty`` appoints the
first holder of one of the three duties of the installation instead.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hongmajia.core.addresses import absolute, is_only_here
from hongmajia.core.errors import Refused
from hongmajia.core.fields import PhoneField
from hongmajia.unions.actions import appoint, serve_province
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import Union, User

from ...actions.duties import appoint_to_duty
from ...actions.inviting import join_path
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

    @transaction.atomic
    def handle(
        self, *args: Any, phone: str, name: str, union: str, kind: str, duty: str | None, **_: Any
    ) -> None:
        try:
            phone = PhoneField().clean(phone)
            top = topmost(union, kind)
            if duty:
                user = appoint_to_duty(actor=None, kind=duty, name=name, phone=phone).user
            else:
                user = appoint(actor=None, union=top, role=Role.CADRE, name=name, phone=phone)
        except (Refused, ValidationError) as error:
            raise CommandError("; ".join(getattr(error, "messages", [str(error)]))) from error
        what = DutyKind(duty).label if duty else top
        self.stdout.write(f"{what} · {name} · {phone} · {how_to_get_in(user)}")
        if is_only_here():
            self.stderr.write(ONLY_HERE)


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
