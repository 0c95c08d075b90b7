"""Two accounts of one person become one: all that is theirs goes over, all that they did stays."""

from collections.abc import Iterator
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.db.models import ManyToManyField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.people.models import Artisan
from hongmajia.unions.models import User

from ..enums import AccountVerb

KEPT_APART = ("account", "mfa", "socialaccount", "usersessions", "accounts")
"""Apps whose rows belong to one way of signing in, and end with it."""


@transaction.atomic
def merge_accounts(*, actor: Actor, kept: User, given_up: User, reason: str) -> int:
    """Give all that is of ``given_up`` to ``kept`` and disable it; returns how many rows went over.

    Roles, enterprises, the roll, needs, reviews and notices go over. Who did something stays as it
    was: the log and its signatures name the disabled account. Raises ``Refused`` for the same
    account twice, a disabled one, or two artisans on the roll.
    """
    pair = User.objects.select_for_update().filter(pk__in=[kept.pk, given_up.pk]).order_by("pk")
    if len(pair) != 2 or not all(user.is_active for user in pair):
        raise Refused(_("请选两个都在用的账号。"))
    if Artisan.objects.filter(user__in=pair).count() == 2:
        raise Refused(_("两个账号各连着一位在册的师傅，请先把重复的一位移出名册，再来合并。"))
    moved = sum(_moved(relation, given_up, kept) for relation in _relations())
    given_up.is_active = given_up.signs_in_by_phone = False
    given_up.set_unusable_password()
    given_up.save()
    given_up.invitations.filter(ended_at=None).delete()
    SocialAccount.objects.filter(user=given_up).delete()
    words: dict[str, Any] = {"person": kept.display_name, "n": moved, "from": given_up.pk}
    record(actor, AccountVerb.MERGED, kept, note=reason, audience=Audience.UNIONS, data=words)
    notify(
        [kept], gettext_lazy("您的两个账号并成了一个，%(n)s样东西都在这里"), reverse("me"), **words
    )
    return moved


def _relations() -> Iterator[Any]:
    """What belongs to a user. Hidden relations say who did something; they are left alone."""
    for relation in User._meta.related_objects:
        if relation.related_model._meta.app_label not in KEPT_APART:
            yield relation


def _moved(relation: Any, old: User, new: User) -> int:
    """Let the rows refer to ``new``; returns how many. One that ``new`` has as well stays."""
    field = relation.field
    if isinstance(field, ManyToManyField):
        return _moved_links(field, old, new)
    rows = relation.related_model._base_manager.filter(**{field.name: old})
    return sum(_moved_row(row, field.name, new) for row in rows)


def _moved_row(row: Any, name: str, new: User) -> int:
    setattr(row, name, new)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        return 0
    return 1


def _moved_links(field: Any, old: User, new: User) -> int:
    links = field.remote_field.through._base_manager
    name = field.m2m_reverse_field_name()
    return sum(_moved_row(link, name, new) for link in links.filter(**{name: old}))
