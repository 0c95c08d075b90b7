"""Somebody leaves: their roles and sessions end, and the account unless something else remains."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.unions.actions import revoke_role
from hongmajia.unions.actions.posts import lock_account
from hongmajia.unions.models import User

from ..duty_enums import DutyVerb
from ..models import Invitation
from ..queries import hats_of
from ..rules import lets_leave
from .voiding import end_sessions


@transaction.atomic
def leave(*, actor: Actor, user: User, reason: str) -> bool:
    """End all roles and all sessions of ``user``; returns whether the account is still in use.

    It is unless nothing else remains: an enterprise, a place on the roll, an apprenticeship, a need
    of their own. Raises ``Refused`` for anybody who may not end all of the roles, and for the last
    cadre of the topmost union; then nothing is changed.
    """
    lock_account(user)
    held = list(user.memberships.not_over().select_related("union", "user", "deputises"))
    if not lets_leave(actor, user):
        raise Refused(_("只有能免去这位同志全部角色的人，能办离岗。"))
    for membership in held:
        revoke_role(actor=actor, membership=membership)
    end_sessions(user)
    remains = bool(hats_of(user)) or user.needs.exists()
    verb = DutyVerb.LEFT if remains else DutyVerb.LEFT_FOR_GOOD
    if not remains:
        User.objects.filter(pk=user.pk).update(is_active=False)
        open_ones = Invitation.objects.filter(user=user, ended_at=None)
        open_ones.update(ended_at=timezone.now(), code=None)
    words = {"person": user.display_name, "n": str(len(held))}
    record(actor, verb, user, note=reason, audience=Audience.UNIONS, data=words)
    if remains:
        notify([user], gettext_lazy("您在工会的角色都结束了，请重新登录"), reverse("desk"))
    return remains
