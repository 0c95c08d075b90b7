"""What a province shows of itself: its host name, name, sign, hotline and privacy text."""

from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.http.request import validate_host
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.core.uploads import delete_file

from ..enums import UnionVerb
from ..models import Province
from .saving import save_changes
from .tree import refuse_closed


@transaction.atomic
def change_site(
    *,
    actor: Actor,
    province: Province,
    sign: "File[Any] | None" = None,
    without_sign: bool = False,
    **facts: Any,
) -> Province:
    """Save what the province says of itself; ``facts`` are fields of ``Province.SITE``.

    ``sign`` replaces its sign, ``without_sign`` removes it. Raises ``Refused`` for a host name
    that does not lead here, ``ValidationError`` for one that another province has.
    """
    province = Province.objects.select_for_update().get(pk=province.pk)
    union = province.union
    if union is None:
        raise Refused(_("%(province)s还没有工会。") % {"province": province})
    refuse_closed(union)
    if sign or without_sign:
        delete_file(province.sign)
        facts["sign"] = sign or ""
    fields = save_changes(province, facts)
    _refuse_unknown_host(facts.get("host_name", ""))
    if fields:
        data = {"union": union.name, "fields": "、".join(fields)}
        record(actor, UnionVerb.PROVINCE_CHANGED, union, data=data)
    return province


def _refuse_unknown_host(name: str) -> None:
    if name and not validate_host(name, settings.ALLOWED_HOSTS):
        raise Refused(_("%(host)s还没有接到这里，请先请系统管理员加上。") % {"host": name})
