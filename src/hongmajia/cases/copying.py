"""The parts of a new season's page that belong to cases: quotas and reviewers."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.notices.actions import notify
from hongmajia.unions.actions import set_term
from hongmajia.unions.copying import PartForm
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Membership, Season, Union

from .actions.nominating import set_quota
from .models import Quota

AGAIN, NO_MORE = "again", "no_more"
MOST = 500
"""The greatest quota (``Quota.amount``)."""


class QuotasToCopy(PartForm):
    """How many cases each union directly below the host may nominate; empty for no limit."""

    name = "quotas"
    page = "cases/_quotas_to_copy.html"

    wanted = forms.BooleanField(label=_("带上名额"), required=False, initial=True)

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, host=host, earlier=earlier, year=year)
        below = Q(union__path__startswith=host.path, union__depth=host.depth + 1)
        found = earlier.quotas.filter(below, union__closed_at=None).select_related("union")
        self.quotas: list[Quota] = list(found.order_by("union__path"))
        for quota in self.quotas:
            self.fields[str(quota.union_id)] = forms.IntegerField(
                label=quota.union.name, initial=quota.amount, required=False,
                validators=[MinValueValidator(0), MaxValueValidator(MOST)],
            )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        return not self.quotas

    @property
    def total(self) -> int:
        """The quotas of the earlier season added up."""
        return sum(quota.amount for quota in self.quotas)

    @property
    def lines(self) -> list[tuple[Quota, forms.BoundField]]:
        """Each quota of the earlier season with the new one."""
        return [(quota, self[str(quota.union_id)]) for quota in self.quotas]

    def carry(self, season: Season, actor: Any) -> None:
        """Set the quotas as they were typed; an empty field sets none."""
        if not self.cleaned_data["wanted"]:
            return
        for quota in self.quotas:
            amount = self.cleaned_data[str(quota.union_id)]
            if amount is not None:
                set_quota(season=season, union=quota.union, amount=amount, actor=actor)


class ReviewersToCopy(PartForm):
    """Which reviewers of the host are asked again; whoever is not, is one until it begins."""

    name = "reviewers"
    page = "cases/_reviewers_to_copy.html"

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, host=host, earlier=earlier, year=year)
        self.seats: list[Any] = list(reviewers_of(host, earlier))
        for seat in self.seats:
            self.fields[str(seat.pk)] = forms.ChoiceField(
                label=seat.user.display_name, required=False, initial=AGAIN,
                choices=[(AGAIN, _("照旧请")), (NO_MORE, _("不再请"))],
                widget=forms.RadioSelect,
            )  # fmt: skip

    @property
    def lines(self) -> list[tuple[Any, forms.BoundField]]:
        """Each reviewer, with the number of ``reviews`` given in the earlier season."""
        return [(seat, self[str(seat.pk)]) for seat in self.seats]

    def carry(self, season: Season, actor: Any) -> None:
        """Ask again, or let the role end on the day before the season begins."""
        for seat in self.seats:
            choice = self.cleaned_data[str(seat.pk)]
            if choice == AGAIN:
                ask_again(seat, season, actor)
            elif choice == NO_MORE:
                set_term(actor=actor, membership=seat, ends_on=_day_before(season))


def reviewers_of(host: Union, earlier: Season) -> QuerySet[Membership]:
    """The host's reviewers of today in their own right, with their reviews of ``earlier``."""
    of_earlier = Q(user__reviews__case__season=earlier, user__reviews__given_at__isnull=False)
    seats = (
        Membership.objects.today()
        .own()
        .filter(union=host, role=Role.REVIEWER, user__is_active=True)
    )
    counted = seats.annotate(reviews=Count("user__reviews", filter=of_earlier))
    return counted.select_related("user", "union").order_by("user__name", "pk")


def ask_again(seat: Membership, season: Season, actor: Any) -> None:
    """Tell a reviewer that they are asked again; a role that would end before is kept."""
    if seat.ends_on is not None:
        set_term(actor=actor, membership=seat, ends_on=None)
    notify(
        [seat.user], _("%(union)s请您继续评审%(year)s年的案例"), reverse("case_reviews"),
        union=season.union, year=season.year,
    )  # fmt: skip


def _day_before(season: Season) -> Any:
    """The day before the season begins, but not one that has passed."""
    first = min(stage.starts for stage in season.stages.all())
    return max(first - timedelta(days=1), timezone.localdate())
