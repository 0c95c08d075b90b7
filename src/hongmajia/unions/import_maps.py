"""Keeps what is said of the columns of files, for each union and kind of import."""

from django.db import transaction
from django.utils import timezone

from hongmajia.core.actors import SignedIn, user_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.column_maps import ColumnMap
from hongmajia.core.enums import Audience
from hongmajia.core.importers import importer_of

from .enums import UnionVerb
from .models import ImportMap, Union


class UnionShelf:
    """The shelf of maps (``core.column_maps.Shelf``): those of the actor's union or one above."""

    def find(self, actor: SignedIn, kind: str) -> ColumnMap | None:
        """The map of the nearest union."""
        if (own := user_of(actor).home_union) is None:
            return None
        paths = [own.path[:end] for end in range(Union.steplen, len(own.path) + 1, Union.steplen)]
        kept = ImportMap.objects.filter(kind=kind, union__path__in=paths)
        nearest = kept.order_by("-union__depth").first()
        return ColumnMap.of(nearest.said) if nearest else None

    @transaction.atomic
    def keep(self, actor: SignedIn, kind: str, said: ColumnMap) -> str:
        """Keep a map for the union of the actor, together with what it used until now."""
        if (own := _locked_home(actor)) is None:
            return ""
        together = (self.find(actor, kind) or ColumnMap()).with_all_of(said).stored()
        values = {"said": together, "kept_by": actor, "kept_at": timezone.now()}
        ImportMap.objects.update_or_create(union=own, kind=kind, defaults=values)
        _tell(actor, UnionVerb.COLUMNS_KEPT, own, kind)
        return own.name

    @transaction.atomic
    def forget(self, actor: SignedIn, kind: str) -> None:
        """Delete the map of the actor's own union."""
        own = _locked_home(actor)
        if own and ImportMap.objects.filter(union=own, kind=kind).delete()[0]:
            _tell(actor, UnionVerb.COLUMNS_FORGOTTEN, own, kind)


def _locked_home(actor: SignedIn) -> Union | None:
    """The union of the actor, locked: of two maps kept at once, the later has all of the first."""
    own = user_of(actor).home_union
    return Union.objects.select_for_update().get(pk=own.pk) if own else None


def _tell(actor: SignedIn, verb: UnionVerb, union: Union, kind: str) -> None:
    words = {"union": union.name, "title": in_chinese(importer_of(kind).title)}
    record(actor, verb, union, audience=Audience.UNIONS, data=words)
