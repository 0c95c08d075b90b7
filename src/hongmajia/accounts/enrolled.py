"""An applicant beside the roll: who on it may be the same person, and the row made of them."""

from django.db.models import Q, QuerySet

from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Helper
from hongmajia.people.queries import duplicates_of

from .enums import ClaimState
from .models import Application


def on_the_roll(application: Application) -> QuerySet[Helper]:
    """Active artisans who are the same person, or have the number, on whatever union's roll."""
    wanted = Helper(
        kind=HelperKind.ARTISAN, name=application.contact_name, union=application.union,
        trade=application.trade, workplace=application.workplace,
    )  # fmt: skip
    same = duplicates_of(wanted, application.phone).order_by().values("pk")
    number = Q(artisan__phone=application.phone, is_active=True)
    found = Helper.objects.artisans().filter(Q(pk__in=same) | number)
    return found.select_related("union", "artisan").order_by("pk")


def made_from(application: Application) -> Helper | None:
    """The artisan whom an accepted application has put on the roll."""
    if application.state != ClaimState.APPROVED:
        return None
    number = Helper.objects.artisans().filter(artisan__phone=application.phone)
    found: Helper | None = number.filter(union=application.union).order_by("-pk").first()
    return found
