"""Sending news up (报送), taking it over or not, and listing news of unions beside (联动)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.core.states import move
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of

from ..enums import NewsState, NewsVerb, PassingState
from ..models import NewsItem, Passing
from ..queries import are_beside, next_above, noted_with_place
from ..states import PASSING
from .news import write_news


@transaction.atomic
def pass_up(*, item: NewsItem, actor: Actor, note: str = "") -> Passing:
    """Send published news up to the union above, whose cadres are told.

    Raises ``Refused`` if it is not published, there is none above, or that union has it already.
    One that was refused can be sent again.
    """
    item = _published(item)
    union = next_above(item.union)
    if union is None:
        raise Refused(_("上面没有工会可以报送。"))
    passing = _passed(item, union, actor, note.strip())
    sentence = gettext_lazy("%(union)s报送动态“%(title)s”，请看要不要采用")
    words = {"union": item.union.name, "title": item.title}
    page = reverse("news_passing", args=[passing.pk])
    notify(others(cadres_of(union), actor), sentence, page, kind=Kind.ACT, **words)
    return passing


@transaction.atomic
def take_over(*, passing: Passing, actor: Actor) -> NewsItem:
    """Make a draft of ``passing.union`` from what the public reads; it names its source.

    Photographs stay with the source. Raises ``WrongState`` if it was answered before, ``Refused``
    if the news is not public any more.
    """
    passing = _waiting(passing)
    source = _published(passing.item)
    made = write_news(
        union=passing.union, actor=actor, title=source.title, summary=source.summary,
        text=source.text, dated=timezone.localdate(), cases=source.cases.all(),
        activities=source.activities.all(), projects=source.projects.all(),
        mentions=noted_with_place(source),
    )  # fmt: skip
    made.source = source
    made.save(update_fields=["source"])
    sentence = gettext_lazy("%(union)s采用了“%(title)s”，发布后写明来源")
    _answer(passing, NewsVerb.TAKEN_OVER, sentence, actor)
    return made


@transaction.atomic
def refuse_passing(*, passing: Passing, actor: Actor, reason: str) -> Passing:
    """Do not take the news over, with a reason. Raises as ``take_over`` does, or without reason."""
    require_reason(reason, _("请写明为什么不采用，报送的工会会看到。"))
    passing = _waiting(passing)
    sentence = gettext_lazy("%(union)s没有采用“%(title)s”：%(reason)s")
    _answer(passing, NewsVerb.NOT_TAKEN, sentence, actor, reason.strip())
    return passing


@transaction.atomic
def show_beside(*, item: NewsItem, union: Union, actor: Actor) -> bool:
    """List published news among that of a union of the same tier; whether it was not before.

    Raises ``Refused`` for a union of another tier or province.
    """
    item = _published(item)
    if not are_beside(item.union, union):
        raise Refused(_("只能转发本省同一级工会的动态。"))
    if item.shown_by.filter(pk=union.pk).exists():
        return False
    item.shown_by.add(union)
    record(actor, NewsVerb.SHOWN_BESIDE, item, data={"union": union.name})
    sentence = gettext_lazy("%(union)s在自己的动态里转发了“%(title)s”")
    page = reverse("news_item", args=[item.pk])
    words = {"union": union.name, "title": item.title}
    notify(others(cadres_of(item.union), actor), sentence, page, **words)
    return True


@transaction.atomic
def stop_showing(*, item: NewsItem, union: Union, actor: Actor) -> bool:
    """Take it out of that list again; whether it was in it."""
    if not item.shown_by.filter(pk=union.pk).exists():
        return False
    item.shown_by.remove(union)
    record(actor, NewsVerb.NOT_SHOWN, item, data={"union": union.name})
    return True


def _passed(item: NewsItem, union: Union, actor: Actor, note: str) -> Passing:
    data = {"union": union.name}
    before = item.passings.select_for_update().filter(union=union).first()
    if before is None:
        passing = Passing.objects.create(item=item, union=union, note=note)
        record(actor, NewsVerb.PASSED_UP, passing, to_state=passing.state, data=data)
        return passing
    if before.state != PassingState.REFUSED:
        raise Refused(_("这篇已经报送过了。"))
    move(
        before, PASSING, NewsVerb.PASSED_UP, actor=actor, data=data, passed_at=timezone.now(),
        answered_at=None, reason="",
    )  # fmt: skip
    before.note = note
    before.save(update_fields=["note"])
    return before


def _published(item: NewsItem) -> NewsItem:
    rows = NewsItem.objects.select_for_update(of=("self",)).select_related("union")
    found = rows.get(pk=item.pk)
    if found.state != NewsState.PUBLISHED:
        raise Refused(_("这篇没有公开，不能报送、采用、转发。"))
    return found


def _waiting(passing: Passing) -> Passing:
    rows = Passing.objects.select_for_update(of=("self",)).select_related("item__union", "union")
    found = rows.get(pk=passing.pk)
    if found.state != PassingState.OPEN:
        raise WrongState(_("这篇已经答复过了。"))
    return found


def _answer(
    passing: Passing, verb: NewsVerb, sentence: object, actor: Actor, reason: str = ""
) -> None:
    item, words = passing.item, {"union": passing.union.name, "title": passing.item.title}
    move(
        passing, PASSING, verb, actor=actor, note=reason, data={"union": passing.union.name},
        reason=reason, answered_at=timezone.now(),
    )  # fmt: skip
    page = reverse("news_item", args=[item.pk])
    told = others(cadres_of(item.union), actor)
    notify(told, sentence, page, reason=" ".join(passing.reason.split()), **words)
