"""Two accounts of one person become one: all that is theirs goes over, all that they did stays."""

from collections.abc import Iterable, Iterator
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.moving import move_rows
from hongmajia.notices.actions import notify
from hongmajia.people.enums import LIVE
from hongmajia.people.models import Apprenticeship, Helper
from hongmajia.unions.models import User

from ..enums import AccountVerb
from .merging_rolls import merge_helpers

KEPT_APART = ("account", "mfa", "socialaccount", "usersessions", "accounts")
"""Apps whose rows belong to one way of signing in, and end with it."""


@transaction.atomic
def merge_accounts(*, actor: Actor, kept: User, given_up: User, reason: str) -> int:
    """Give all that is of ``given_up`` to ``kept`` and disable it; returns how many rows went over.

    Roles, enterprises, the roll, needs, reviews and notices go over. Who did something stays as it
    was: the log and its signatures name the disabled account. Two rows
    on the rolls become one (``merge_helpers``, which may refuse). Raises ``Refused`` for the same
    account twice, a disabled one, and for master and apprentice.
    """
    pair = User.objects.select_for_update().filter(pk__in=[kept.pk, given_up.pk]).order_by("pk")
    if len(pair) != 2 or not all(user.is_active for user in pair):
        raise Refused(_("请选两个都在用的账号。"))
    _refuse_own_apprentice(pair)
    moved = _merge_artisans(actor, kept, given_up, reason)
    moved += sum(move_rows(relation, given_up, kept) for relation in _relations())
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


def _merge_artisans(actor: Actor, kept: User, given_up: User, reason: str) -> int:
    """Merge the rows of both on the rolls, if both are artisans; one on a roll stays if any is."""
    rows = Helper.objects.filter(artisan__user__in=(kept, given_up)).select_related("artisan")
    if len(rows) < 2:
        return 0
    ranked = sorted(rows, key=lambda row: (not row.is_active, row.artisan.user_id != kept.pk))
    stays, goes = ranked
    return merge_helpers(actor=actor, kept=stays, given_up=goes, reason=reason)


def _refuse_own_apprentice(pair: Iterable[User]) -> None:
    """Raise ``Refused`` if one of them is the apprentice of the other."""
    found = Apprenticeship.objects.filter(
        master__artisan__user__in=pair, apprentice_user__in=pair, state__in=LIVE
    )
    if paired := found.first():
        words = {"apprentice": paired.apprentice_name}
        raise Refused(_("%(apprentice)s是另一个账号的徒弟，不会是同一个人。") % words)
