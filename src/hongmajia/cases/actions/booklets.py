"""Making a book of cases: its content and order, typesetting, release."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.jobs import Failure
from hongmajia.core.states import move
from hongmajia.notices.actions import notify
from hongmajia.papers import Unprinted
from hongmajia.unions.models import Season, Union

from ..enums import BookletState, BookletVerb
from ..models import Booklet, Case, Chapter
from ..states import BOOKLET

WORDS = ("title", "subtitle", "printed_on", "editorial", "foreword", "grouping")


@transaction.atomic
def make_booklet(*, season: Season, union: Union, actor: Actor) -> Booklet:
    """Create a book of the season's chosen cases. Raises ``Refused`` if there are none."""
    cases = chosen_of(season, union)
    if not cases:
        raise Refused(_("还没有入选的案例，编不成书。"))
    booklet = Booklet.objects.create(season=season, union=union, owner=user_of(actor))
    _add(booklet, cases)
    record(actor, BookletVerb.MADE, booklet)
    return booklet


def chosen_of(season: Season, union: Union) -> list[Case]:
    """The chosen cases in the initial order of a book: by category and region."""
    cases = Case.objects.chosen().filter(season=season, union=union)
    return list(cases.order_by("category", "engagement__need__region", "pk"))


@transaction.atomic
def edit_booklet(*, booklet: Booklet, actor: Actor, **words: Any) -> Booklet:
    """Change title, texts or grouping; files made before are out of date then.

    Raises ``WrongState`` while the book is being typeset, as all edits do.
    """
    booklet = _editable(booklet)
    changed = [name for name in WORDS if name in words and getattr(booklet, name) != words[name]]
    if not changed:
        return booklet
    for name in changed:
        setattr(booklet, name, words[name])
    booklet.save(update_fields=changed)
    labels = field_labels(Booklet, changed)
    record(actor, BookletVerb.EDITED, booklet, data={"fields": "、".join(labels)})
    return booklet


@transaction.atomic
def order_chapters(*, booklet: Booklet, cases: Sequence[int], actor: Actor) -> Booklet:
    """Set the order of the chapters; ``cases`` are the keys of all cases of the book.

    Raises ``Refused`` if these are not exactly its cases, for example after a concurrent change.
    """
    booklet = _editable(booklet)
    chapters = {chapter.case_id: chapter for chapter in booklet.chapters.all()}
    if sorted(cases) != sorted(chapters):
        raise Refused(_("刚才有人增减了案例，请刷新后再排。"))
    for position, key in enumerate(cases):
        chapters[key].position = position
    Chapter.objects.bulk_update(chapters.values(), ["position"])
    record(actor, BookletVerb.ORDERED, booklet)
    return booklet


@transaction.atomic
def update_chapters(*, booklet: Booklet, actor: Actor) -> int:
    """Add cases chosen since, remove those no longer chosen; returns the number of changes."""
    booklet = _editable(booklet)
    chosen = chosen_of(booklet.season, booklet.union)
    gone, _rows = booklet.chapters.exclude(case__in=chosen).delete()
    here = set(booklet.chapters.values_list("case", flat=True))
    new = [case for case in chosen if case.pk not in here]
    _add(booklet, new)
    if gone or new:
        record(actor, BookletVerb.ORDERED, booklet)
    return gone + len(new)


@transaction.atomic
def leave_out_case(*, booklet: Booklet, case: int, actor: Actor) -> Case:
    """Leave a case out of the book; it keeps its place, and `take_back_case` undoes it."""
    return _leave_out(booklet, case, BookletVerb.LEFT_OUT, actor, is_left_out=True)


@transaction.atomic
def take_back_case(*, booklet: Booklet, case: int, actor: Actor) -> Case:
    """Print a case that was left out of the book again."""
    return _leave_out(booklet, case, BookletVerb.TAKEN_BACK, actor, is_left_out=False)


def _leave_out(
    booklet: Booklet, case: int, verb: BookletVerb, actor: Actor, *, is_left_out: bool
) -> Case:
    chapter = _editable(booklet).chapters.select_related("case").filter(case=case).first()
    if chapter is None:
        raise Refused(_("刚才有人增减了案例，请刷新后再排。"))
    found: Case = chapter.case
    if chapter.is_left_out != is_left_out:
        chapter.is_left_out = is_left_out
        chapter.save(update_fields=["is_left_out"])
        record(actor, verb, booklet, data={"title": found.title})
    return found


def _add(booklet: Booklet, cases: Sequence[Case]) -> None:
    last = booklet.chapters.order_by("-position").values_list("position", flat=True).first()
    start = 0 if last is None else last + 1
    Chapter.objects.bulk_create(
        Chapter(booklet=booklet, case=case, position=start + n) for n, case in enumerate(cases)
    )


@transaction.atomic
def start_typesetting(*, booklet: Booklet, actor: Actor) -> Booklet:
    """Mark the book as being typeset; the caller enqueues the task.

    Raises ``Refused`` without cases, ``WrongState`` while it is being typeset.
    """
    booklet = _editable(booklet)
    if not booklet.chapters.printed().exists():
        raise Refused(_("书里还没有案例。"))
    move(booklet, BOOKLET, BookletVerb.TYPESETTING, actor=actor, finished_at=None)
    return booklet


@transaction.atomic
def store_booklet(
    *,
    booklet: Booklet,
    pdf: bytes,
    docx: bytes,
    pages: int,
    seconds: float,
    unprinted: Sequence[Unprinted] = (),
) -> Booklet:
    """Store the files that the worker made and notify the owner; ``seconds`` is their duration."""
    now = timezone.now()
    name = f"{booklet.season.year}-{booklet.pk}"
    booklet.pdf.save(f"{name}.pdf", ContentFile(pdf), save=False)
    booklet.docx.save(f"{name}.docx", ContentFile(docx), save=False)
    move(
        booklet, BOOKLET, BookletVerb.TYPESET, actor=None, data={"pages": pages}, pages=pages,
        seconds=seconds, set_at=now, finished_at=now, failure={}, pdf=booklet.pdf.name,
        docx=booklet.docx.name,
        unprinted=[{"character": one.character, "words": one.words} for one in unprinted],
    )  # fmt: skip
    notify([booklet.owner], gettext_lazy("%(title)s排好了，共%(n)s页"), page_of(booklet),
         title=booklet, n=pages)  # fmt: skip
    return booklet


@transaction.atomic
def fail_booklet(*, booklet: Booklet, failure: Failure | None = None) -> Booklet:
    """Mark the book as failed and notify its owner."""
    move(
        booklet, BOOKLET, BookletVerb.FAILED, actor=None, failure=failure or {},
        finished_at=timezone.now(),
    )  # fmt: skip
    notify(
        [booklet.owner],
        gettext_lazy("%(title)s没排成，请看原因"),
        page_of(booklet),
        title=booklet,
    )
    return booklet


@transaction.atomic
def release_booklet(*, booklet: Booklet, actor: Actor) -> Booklet:
    """Make the PDF public.

    Raises ``Refused`` until its cases are published, and it was typeset after their enterprises'
    last answers.
    """
    booklet = _editable(booklet)
    if booklet.state != BookletState.READY:
        raise Refused(_("还没排好，先排版。"))
    published = Case.objects.published().values("pk")
    printed = booklet.chapters.printed()
    if printed.filter(case__answered_at__gt=booklet.set_at).exists():
        raise Refused(_("排版以后有企业答复了，请再排一次。"))
    if waiting := printed.exclude(case__in=published).count():
        raise Refused(_("还有%(n)s个案例没有发布，公示期满发布后再公开。") % {"n": waiting})
    return _release(booklet, BookletVerb.RELEASED, actor, timezone.now())


@transaction.atomic
def recall_booklet(*, booklet: Booklet, actor: Actor) -> Booklet:
    """Make the PDF private again."""
    return _release(_locked(booklet), BookletVerb.RECALLED, actor, None)


def _release(booklet: Booklet, verb: BookletVerb, actor: Actor, moment: Any) -> Booklet:
    booklet.released_at = moment
    booklet.save(update_fields=["released_at"])
    record(actor, verb, booklet)
    return booklet


def page_of(booklet: Booklet) -> str:
    """The address of the booklet's page."""
    return reverse("booklet", args=[booklet.pk])


def _locked(booklet: Booklet) -> Booklet:
    rows = Booklet.objects.select_for_update(of=("self",)).select_related("season", "union")
    found: Booklet = rows.get(pk=booklet.pk)
    return found


def _editable(booklet: Booklet) -> Booklet:
    found = _locked(booklet)
    if found.is_working and not found.is_stuck:
        raise WrongState(_("正在排版，等一等再改。"))
    return found
