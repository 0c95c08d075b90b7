"""Second factors: who has one, who must have one, and who helps when it is lost."""

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from hongmajia.unions.models import Union, User
from hongmajia.unions.rules import FROM_ABOVE, path_above

from .duties import duty_of
from .duty_enums import DutyKind
from .enums import Factor
from .models import Invitation
from .policy import second_factor

MAIN = (Factor.APP, Factor.KEY)
"""Those that are asked for at sign-in; recovery codes only stand in for one of them."""


def main_factors(user: User) -> "QuerySet[Authenticator]":
    """The authenticator app and the security keys of a user."""
    return Authenticator.objects.filter(user=user, type__in=MAIN).order_by("pk")


def has_factor(user: User) -> bool:
    """Whether the user has a second factor."""
    return main_factors(user).exists()


def must_have_factor(user: User) -> bool:
    """Whether one of the user's posts is among those of the policy."""
    return user.memberships.today().filter(_held_posts()).exists() or _has_duty(user)


def lacks_factor(user: User) -> bool:
    """Whether the user must have a second factor and has none; one query for a role."""
    having = Authenticator.objects.filter(type__in=MAIN).values("user")
    held = user.memberships.today().filter(_held_posts())
    return held.exclude(user__in=having).exists() or (_has_duty(user) and not has_factor(user))


def _has_duty(user: User) -> bool:
    """Whether the user's duty is one of the posts."""
    duties = {post.role for post in second_factor()} & set(DutyKind.values)
    return bool(duties) and duty_of(user) in duties


def _held_posts() -> Q:
    """Memberships that are one of the posts; none where no post is named."""
    posts = Q(pk__in=[])
    for role, tier in second_factor():
        posts |= Q(role=role, union__kind=tier) if tier else Q(role=role)
    return posts


def codes_left(user: User) -> int:
    """How many recovery codes are not used yet."""
    found = Authenticator.objects.filter(user=user, type=Factor.CODES).first()
    return len(found.wrap().get_unused_codes()) if found else 0


def lets_in(user: User) -> Union | None:
    """The union that can reset the sign-in of somebody who has lost everything.

    The one above the highest where they are cadre or leader, the topmost for its own; without such
    a role the one that answers for them.
    """
    seats = user.memberships.not_over().filter(role__in=FROM_ABOVE).select_related("union")
    if highest := seats.order_by("union__depth").first():
        above = Union.objects.filter(path=path_above(highest.union.path)).first()
        return above or highest.union
    invitation = Invitation.objects.filter(user=user).select_related("union").first()
    return invitation.union if invitation else user.home_union
