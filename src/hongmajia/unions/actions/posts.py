"""What acts on roles share: words, days, deputies, and that the topmost union keeps a cadre."""

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify, others

from ..enums import Role, UnionVerb
from ..models import Membership, User
from ..querysets import MembershipQuerySet
from ..rules import is_topmost
from .tree import lock_tree


def note_term(actor: Actor | None, membership: Membership) -> None:
    """Log the last day of a role, or that it has none, and tell its holder."""
    verb, sentence = UnionVerb.ROLE_LASTS, gettext_lazy("您在%(union)s的%(role)s不再有期限")
    if membership.ends_on:
        verb = UnionVerb.ROLE_ENDS
        sentence = gettext_lazy("您在%(union)s的%(role)s到%(day)s为止")
    words = {**words_of(membership), "day": str(membership.ends_on or "")}
    record(actor, verb, membership.union, data=words)
    notify([membership.user], sentence, reverse("desk"), **words)


def deputies_in(membership: Membership) -> MembershipQuerySet:
    """The same role in the same union as it is held by deputies of its holder."""
    rows: MembershipQuerySet = Membership.objects.filter(
        union=membership.union, role=membership.role, deputises=membership.user
    )
    return rows


def end_as_deputy(actor: Actor | None, memberships: Iterable[Membership]) -> None:
    """End these roles that are held as a deputy; log it, and tell both."""
    for membership in list(memberships):
        words = {**words_of(membership), "whom": str(membership.deputises)}
        record(actor, UnionVerb.DEPUTY_ENDED, membership.union, data=words)
        sentence = gettext_lazy("%(person)s不再代%(whom)s办理%(union)s的%(role)s事务")
        both = others([membership.user, membership.deputises], actor)
        notify(both, sentence, reverse("desk"), **words)
        membership.delete()


def lock_account(user: User) -> None:
    """``lock_accounts`` for one."""
    lock_accounts([user.pk])


def lock_accounts(keys: Collection[int]) -> None:
    """Roles and duties of an account are decided one after the other."""
    list(User.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def refuse_wrong_days(starts_on: date | None, ends_on: date | None) -> None:
    """Raise ``Refused`` for a last day that has passed or is before the first."""
    if ends_on and ends_on < timezone.localdate():
        raise Refused(_("最后一天已经过去了，请改一个日子。"))
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_("最后一天比第一天还早，请核对。"))


def refuse_leaving_nobody(membership: Membership) -> None:
    """Raise ``Refused`` for the last cadre of the topmost union.

    There has to be another active one in their own right, without a last day.
    """
    union = membership.union
    if membership.role != Role.CADRE or membership.deputises_id or not is_topmost(union):
        return
    lock_tree()  # two cadres who take the role from each other are decided one after the other
    lasting = Membership.objects.lasting().filter(union=union, role=Role.CADRE)
    if not lasting.exclude(user=membership.user_id).exists():
        said = _("%(person)s是%(union)s唯一的干部，请先请好接手的人。")
        raise Refused(said % {"person": membership.user.display_name, "union": union})


def words_of(membership: Membership) -> dict[str, str]:
    """The words of events and notices on a role."""
    return {
        "person": membership.user.display_name,
        "union": membership.union.name,
        "role": in_chinese(Role(membership.role).label),
    }
