"""What the search finds among artisans and teams: by what they can do, by name and number."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.finding import MOST_SHOWN, Asked, Found
from hongmajia.core.masking import surname
from hongmajia.core.search import SearchIndex
from hongmajia.core.search_kinds import Hit, SearchKind

from .enums import HelperKind
from .models import Helper
from .naming import name_for
from .querysets import HelperQuerySet, named

helper_search = SearchIndex("people_search")


def words_of(helper: Helper) -> str:
    """The words by which a helper is found: of the name, only what everybody may know."""
    honours = [honour.title for honour in helper.honours.all()]
    bio = told_by(helper, public_name_of(helper))
    what = (helper.trade, *helper.specialities, *honours, helper.place, bio)
    return "\n".join((*names_of(helper), *what))


def names_of(helper: Helper) -> tuple[str, ...]:
    """The surname with and without 师傅, or the name that is public."""
    if is_public(helper):
        return (helper.name,)
    return surname(helper.name), public_name_of(helper)


def is_public(helper: Helper) -> bool:
    """Whether the full name may be found by everybody; not before the artisan's row is there."""
    if helper.kind == HelperKind.TEAM:
        return True
    artisan = getattr(helper, "artisan", None)
    return artisan is not None and artisan.name_consent_at is not None


def public_name_of(helper: Helper) -> str:
    """The name of a team or of one who consented; of anybody else the surname with 师傅."""
    return helper.name if is_public(helper) else f"{surname(helper.name)}师傅"


def told_by(helper: Helper, name: str) -> str:
    """What helpers say of themselves, with the name by which the reader knows them."""
    return helper.bio.replace(helper.name, name)


def loaded(helpers: QuerySet[Any]) -> QuerySet[Any]:
    """The helpers with what ``words_of`` reads."""
    return helpers.select_related("artisan", "region__parent").prefetch_related("honours")


def hit(helper: Any, reader: Any) -> Hit:
    """A helper as found: their name as the reader may know it, what they can do, their union."""
    name = name_for(reader, helper)
    honours = "，".join(honour.title for honour in helper.honours.all())
    texts = ("，".join(helper.specialities), told_by(helper, name), honours)
    facts = (helper.trade, helper.place, helper.union.name)
    return Hit(name, reverse("helper", args=[helper.pk]), texts, facts)


def helpers_for(reader: Any) -> HelperQuerySet:
    """The helpers that the reader may see."""
    return Helper.objects.visible_to(reader).with_details()


FOUND_HELPERS = SearchKind(
    name="helper",
    label=_("师傅和团队"),
    index=helper_search,
    visible_to=helpers_for,
    hit=hit,
    union="union",
    listed="artisan_list",
)


def find_helpers(asked: Asked, reader: Any) -> Iterator[Found]:
    """Helpers by as much of their name as the reader may see; those they keep by number.

    Who is found by words anyway is left out.
    """
    if not reader.pk:
        return  # what everybody may know of a name is among the words
    helpers = Helper.objects.visible_to(reader)
    if asked.is_phone:
        kept = Helper.objects.on_rolls_of(reader).identified_by([asked.phone or asked.ending])
        helpers = helpers.filter(pk__in=kept.order_by().values("pk"))
    else:
        helpers = helpers.filter(named(asked.words, reader))
        helpers = helpers.exclude(pk__in=helper_search.matching(asked.words))
    for helper in helpers.select_related("artisan", "team", "union")[: MOST_SHOWN + 1]:
        facts = (helper.trade, helper.union.name)
        yield Found(name_for(reader, helper), reverse("helper", args=[helper.pk]), facts)
