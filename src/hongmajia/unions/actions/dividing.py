"""Adding the unions of cities and counties all at once."""

from collections.abc import Iterable

from django.db import transaction

from hongmajia.core.actors import Actor

from ..divisions import kind_of, unions_of_regions
from ..models import Region, Union
from .tree import add_union, lock_tree


@transaction.atomic
def add_unions_of(*, actor: Actor, host: Union, regions: Iterable[Region]) -> list[Union]:
    """Add a union (德清县总工会) for each of ``regions`` that has none yet below ``host``.

    A county comes below the union of its city, if there is one below ``host``, else below ``host``
    itself. Raises ``Refused`` as ``add_union`` does; then none is added.
    """
    lock_tree()
    known = unions_of_regions(host)
    missing = [region for region in regions if region.pk not in known]
    added = []
    for region in sorted(missing, key=lambda region: (bool(region.parent_id), region.pk)):
        parent = known.get(region.parent_id or "", host)
        kind = kind_of(region)
        name = f"{region.name}总工会"
        union = add_union(actor=actor, parent=parent, name=name, kind=kind, region=region)
        known[region.pk] = union
        added.append(union)
    return added
