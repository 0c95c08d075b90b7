"""Who is who in the rows of an import: whose a phone number is, and what they are already."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hongmajia.core.actors import SignedIn
from hongmajia.spelling import name_key, read_code, read_phone, tidy_name

from .enums import KEEPERS
from .models import Enterprise, Membership, User
from .querysets import under

CHUNK = 1000
"""Values looked for by one query; databases limit their number."""


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, each once and none that is empty, in lists short enough for one query."""
    rest = iter({*values} - {"", None})
    while some := list(islice(rest, CHUNK)):
        yield some


class KnownPeople:
    """The accounts of phone numbers, and their roles and enterprises; a few queries for all rows.

    A row further up counts, too: of two rows with one number and different names one is wrong.
    """

    def __init__(self, phones: Collection[str]) -> None:
        self.names: dict[str, str] = {}
        """Phone number → name of its account; empty where the account is disabled."""
        self.keys: dict[str, int] = {}
        """Phone number → key of its account."""
        self.in_file: dict[str, str] = {}
        self.seats: set[tuple[str, int, str]] = set()
        """Phone number, union and role."""
        self.contacts: set[tuple[str, int]] = set()
        """Phone number and enterprise."""
        for some in chunks(map(read_phone, phones)):
            self._load(some)

    def _load(self, phones: list[str]) -> None:
        rows = User.objects.with_number(*phones)
        users = {user.pk: user for user in rows.only("name", "phone", "is_active")}
        for user in users.values():
            self.names[user.phone] = user.name if user.is_active else ""
            self.keys[user.phone] = user.pk
        seats = Membership.objects.filter(user__in=users).values_list("user", "union", "role")
        self.seats.update((users[user].phone, union, role) for user, union, role in seats)
        rows = Enterprise.contacts.through.objects.filter(user__in=users)
        self.contacts.update(
            (users[user].phone, firm) for user, firm in rows.values_list("user", "enterprise")
        )

    def refuse_other(self, name: str, phone: str) -> None:
        """Raise ``ValidationError`` when the number is somebody else's, or their account is
        disabled.
        """
        if self.names.get(phone, name := tidy_name(name)) != name:
            raise ValidationError(_("这个手机号已经有账号，但姓名对不上，请核对。"))
        if self.in_file.setdefault(phone, name) != name:
            raise ValidationError(_("上面有一行也是这个手机号，姓名却不一样，请核对。"))


class KnownFirms:
    """The enterprises of the actor's unions that rows name, by name or credit code, as keys."""

    def __init__(self, actor: SignedIn, written: Collection[str]) -> None:
        own = Enterprise.objects.filter(under(actor.scope(*KEEPERS)))
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = {}
        for some in chunks(written):
            for pk, key, code in own.named(some).values_list("pk", "name_key", "credit_code"):
                self.by_code[code] = pk
                self.by_name.setdefault(key, []).append(pk)

    @property
    def keys(self) -> set[int]:
        """All enterprises that rows may mean."""
        return {*self.by_code.values()}

    def find(self, written: str) -> int:
        """The key of the one enterprise that is meant; raises ``ValidationError``."""
        if pk := self.by_code.get(read_code(written)):
            return pk
        found = self.by_name.get(name_key(written), [])
        if len(found) == 1:
            return found[0]
        words = {"n": len(found), "name": written}
        if found:
            raise ValidationError(_("您管的企业里有%(n)s家“%(name)s”，请改填信用代码。") % words)
        raise ValidationError(_("您管的企业里没有“%(name)s”，请先登记，或者改填信用代码。") % words)
