"""Import of unions from a spreadsheet; a union above may stand in the same file, further up."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, KnownName, RowForm
from hongmajia.core.errors import Refused
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.core.name_fields import NameInput
from hongmajia.spelling import name_key

from .actions import add_union
from .actions.tree import BELOW
from .enums import UnionKind
from .imports import regions_by_name
from .models import Union
from .queries import manageable, unions_by_name


class ParentName(KnownName):
    """The union above: one that exists, or the name of one that is in the same file."""

    in_file: frozenset[str] = frozenset()

    def to_python(self, name: Any) -> Any:
        if name and not self.known.find(name) and name_key(name) in self.in_file:
            return str(name)
        return super().to_python(name)


class UnionRow(RowForm):
    """The row of one union."""

    name = NameInput(label=_("工会名称"), max_length=60, help_text=_("全称，如“某某县总工会”"))
    kind = ChosenWord(label=_("层级"), choices=UnionKind.choices)
    parent = ParentName(
        label=_("上级工会"),
        help_text=_(
            "系统里有的，或者这张表里排在前面的；只能是您管的工会。市、县的工会也可以写区划代码"
        ),
    )
    region = KnownName(
        label=_("地区"), required=False, help_text=_("市或县（市、区）的全称；产业、集团可以空着")
    )

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        parent: Any = self.fields["parent"]
        parent.known, parent.in_file = self.shared["unions"], self.shared["in_file"]
        self.fields["region"].known = self.shared["regions"]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check kind and name below a union that exists already."""
        data = super().clean() or {}
        parent, kind, name = data.get("parent"), data.get("kind"), data.get("name")
        if not isinstance(parent, Union):
            return data
        if kind and kind not in BELOW[UnionKind(parent.kind)]:
            said = _now("“%(above)s”下面不能直接设这一级，请换一个层级或上级。")
            self.add_error("kind", said % {"above": parent.get_kind_display()})
        if name and (parent.path, name_key(name)) in self.shared["taken"]:
            said = _now("%(parent)s下面已经有这个工会了，请删掉这一行。")
            self.add_error("name", said % {"parent": parent})
        return data


class UnionImport(Importer):
    """The import of unions below those of which the user is a cadre."""

    kind = "unions"
    title = pgettext_lazy("many", "工会")
    measure = _("个")
    right = "unions.manage_any"
    form = UnionRow
    unique = (("name", "parent"),)
    most_rows = 2000
    section = "unions"
    list_url = "union_list"
    page = "union"
    no_way_back = _("工会不能整批撤回。加错的工会，请在它的页面上撤销。")
    examples = {
        "name": "某某县总工会", "kind": "县（市、区）", "parent": "某某市总工会",
        "region": "某某县",
    }  # fmt: skip

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        own = manageable(actor)
        names = set(map(name_key, written_in(rows, "name")))
        regions = regions_by_name()
        places = {one.pk for name in written_in(rows, "region") for one in regions.find(name)}
        found = own.filter(name_key__in=names).values_list("path", "name_key")
        return {
            "regions": regions,
            "unions": unions_by_name(own, written_in(rows, "parent")),
            "in_file": frozenset(names | places),
            "taken": {(path[: -Union.steplen], key) for path, key in found},
        }

    def apply(self, row: UnionRow, actor: SignedIn) -> Union:
        facts = {name: row.cleaned_data[name] for name in ("name", "kind", "region")}
        parent = row.cleaned_data["parent"]
        if not isinstance(parent, Union):
            parent = _added_above(parent, actor)
        return add_union(actor=actor, parent=parent, **facts)


def _added_above(name: str, actor: SignedIn) -> Union:
    """The one union of this name, or of the region of this code, which an earlier row has added;
    ``Refused`` if there is none.
    """
    of_region = Q(region=name_key(name), kind__in=(UnionKind.CITY, UnionKind.COUNTY))
    found = list(manageable(actor).filter(Q(name_key=name) | of_region)[:2])
    if len(found) != 1:
        said = _now("上级“%(name)s”要排在这一行的前面，而且只能有一个。")
        raise Refused(said % {"name": name})
    return found[0]
