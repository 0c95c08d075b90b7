"""The lists of enterprises and of unions, on whose ticked rows rooms to the right act."""

from hongmajia.core.ticking import TickedList

from .models import Enterprise, Union

ENTERPRISES = TickedList(
    address="enterprise_list_act",
    page="enterprise_list",
    row_page="enterprise",
    section="unions",
    load=lambda user: Enterprise.objects.visible_to(user).for_list(),
    name_of=lambda _user, enterprise: enterprise.name,
    export="enterprise_export",
)
UNIONS = TickedList(
    address="union_list_act",
    page="union_list",
    row_page="union",
    section="unions",
    load=lambda user: Union.objects.visible_to(user),
    name_of=lambda _user, union: union.name,
    export="union_export",
)
