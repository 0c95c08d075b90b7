"""Linking a need to the registered enterprise that it is from."""

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.withholding import save_public
from hongmajia.spelling import name_key
from hongmajia.unions.actions import add_enterprise
from hongmajia.unions.facts import EnterpriseFacts
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_around

from ..asking import asker_of
from ..enums import NeedVerb
from ..models import Need
from ..queries import receiving_union
from ..wording import industry_of
from .shared import lock_need, office_data


@transaction.atomic
def link_need(
    *,
    need: Need,
    actor: Actor,
    enterprise: Enterprise | None,
    new_enterprise: EnterpriseFacts | None = None,
) -> Need:
    """Say from which registered enterprise a need is; ``None`` takes a wrong link back.

    ``new_enterprise`` are the facts of one to register for it; one of that name and code that was
    registered meanwhile, for another need, is the one that is meant. The need counts for that
    enterprise and its union from then on, and its contacts follow it. The name that the asker wrote
    stays.
    Raises ``Refused`` for an enterprise that was merged into another meanwhile or is of another
    province, ``ValidationError`` for facts that cannot be registered.
    """
    need = lock_need(need)
    if new_enterprise is not None:
        enterprise = _registered(new_enterprise) or add_enterprise(actor=actor, **new_enterprise)
    _link(need, enterprise, actor)
    return need


def _registered(facts: EnterpriseFacts) -> Enterprise | None:
    """The enterprise of this name and code that is registered already, if there is one."""
    found = Enterprise.objects.filter(credit_code=facts["credit_code"]).select_related("union")
    enterprise: Enterprise | None = found.filter(name_key=name_key(facts["name"])).first()
    return enterprise


def _link(need: Need, enterprise: Enterprise | None, actor: Actor) -> None:
    """Link a need that is locked, and log it; nothing if it is linked so already."""
    if enterprise == need.enterprise:
        return
    former = need.enterprise
    if enterprise is not None:
        enterprise = _linkable(need, enterprise)
    need.enterprise_name = need.enterprise_name or (former.name if former else "")
    need.enterprise = enterprise
    union = enterprise.union if enterprise else receiving_union(None, need.region)
    need.home_union = union
    need.industry = need.industry or industry_of(enterprise)
    save_public(need, asker_of(need))
    told = enterprise or former
    words = {**office_data(need), "enterprise": told.name if told else ""}
    verb = NeedVerb.LINKED if enterprise else NeedVerb.PARTED_FROM_FIRM
    record(actor, verb, need, audience=Audience.UNIONS, data=words)


def _linkable(need: Need, enterprise: Enterprise) -> Enterprise:
    """The enterprise as it is now; its contacts will see the need, so it is of the province."""
    rows = Enterprise.objects.select_related("union")
    found: Enterprise | None = rows.filter(pk=enterprise.pk).first()
    if found is None:
        raise Refused(_("这家企业刚才并入了别的企业，请刷新再选。"))
    if not enterprises_around(need.union).filter(pk=found.pk).exists():
        said = _("%(name)s不在这件需求的省里，不能关联。请核对全称或代码。")
        raise Refused(said % {"name": found.name})
    return found
