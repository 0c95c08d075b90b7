"""Setting the policy on accounts."""

from django.db import transaction

from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.unions.models import User

from .. import policy
from ..duties import secures
from ..duty_enums import DutyVerb, PolicyName
from ..models import Policy
from .safety import ONLY_SECURITY


@transaction.atomic
def set_policy(*, actor: User, values: dict[str, str | None]) -> None:
    """Store these settings; ``None`` puts the environment's in their place. The log says which.

    Raises ``Refused`` for anybody but a security administrator.
    """
    if not secures(actor):
        raise Refused(str(ONLY_SECURITY))
    before = dict(Policy.objects.select_for_update().values_list("name", "value"))
    changed = {name: value for name, value in values.items() if before.get(name) != value}
    for name, value in changed.items():
        if value is None:
            Policy.objects.filter(name=name).delete()
        else:
            Policy.objects.update_or_create(name=name, defaults={"value": value})
    if not changed:
        return
    fields = [in_chinese(PolicyName(name).label) for name in changed]
    said = {"from": {name: before.get(name) for name in changed}, "to": changed}
    record(actor, DutyVerb.POLICY_SET, actor, data={"fields": fields, **said})
    policy.forget()
    transaction.on_commit(policy.forget)
