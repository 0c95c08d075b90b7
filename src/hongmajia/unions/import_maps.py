"""Keeps what is said of the columns of files, for each union and kind of import."""

from django.utils import timezone

from hongmajia.core.actors import SignedIn, user_of
from hongmajia.core.column_maps import ColumnMap

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

    def keep(self, actor: SignedIn, kind: str, said: ColumnMap) -> str:
        """Keep a map for the union of the actor, together with what it used until now."""
        if (own := user_of(actor).home_union) is None:
            return ""
        together = (self.find(actor, kind) or ColumnMap()).with_all_of(said).stored()
        values = {"said": together, "kept_by": actor, "kept_at": timezone.now()}
        ImportMap.objects.update_or_create(union=own, kind=kind, defaults=values)
        return own.name

    def forget(self, actor: SignedIn, kind: str) -> None:
        """Delete the map of the actor's own union."""
        ImportMap.objects.filter(union=user_of(actor).home_union, kind=kind).delete()
