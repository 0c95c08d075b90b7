"""Key industries: adding one, saying which industries it takes in, removing it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused

from ..enums import UnionVerb
from ..models import KeyIndustry, KeyIndustryCode
from .saving import save_changes


@transaction.atomic
def set_key_industry(
    *, actor: Actor, industry: KeyIndustry, name: str, codes: Iterable[str]
) -> KeyIndustry:
    """Give a key industry its name and its industries; a new one is added to its province.

    ``codes`` are sections and divisions of GB/T 4754. Figures of all years follow at once. Raises
    ``ValidationError`` for a name that another one of the province has.
    """
    save_changes(industry, {"name": name})
    wanted = set(codes)
    industry.codes.exclude(code__in=wanted).delete()
    known = set(industry.codes.values_list("code", flat=True))
    rows = (KeyIndustryCode(industry=industry, code=code) for code in sorted(wanted - known))
    KeyIndustryCode.objects.bulk_create(rows)
    record(actor, UnionVerb.KEY_INDUSTRY_SET, industry, data={"name": industry.name})
    return industry


@transaction.atomic
def remove_key_industry(*, actor: Actor, industry: KeyIndustry) -> None:
    """Delete a key industry. Raises ``Refused`` while enterprises have it as their own choice."""
    if n := industry.enterprises(manager="everything").count():
        words = {"name": industry.name, "n": n}
        raise Refused(_("还有%(n)s家企业选了%(name)s，请先在企业资料里改掉。") % words)
    record(actor, UnionVerb.KEY_INDUSTRY_REMOVED, industry, data={"name": industry.name})
    industry.delete()
