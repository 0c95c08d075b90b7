"""Writing, publishing and withdrawing news. The caller checks permission by the access gate."""

from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.states import move
from hongmajia.core.uploads import delete_file
from hongmajia.core.withholding import Whose, save_public
from hongmajia.needs.queries import cadres_of
from hongmajia.notices.actions import notify, others
from hongmajia.notices.enums import Kind
from hongmajia.unions.models import Union

from ..enums import NewsState, NewsVerb
from ..facts import NewsFacts
from ..models import Mention, NewsItem, NewsPhoto
from ..queries import faults, named_in_news, noted_in
from ..states import TRANSITIONS
from .labels import labels_of

LINKS = ("cases", "activities", "projects")
MAX_PHOTOS = 9


@transaction.atomic
def write_news(*, union: Union, actor: Actor, **facts: Unpack[NewsFacts]) -> NewsItem:
    """Create a draft, which only staff of ``union`` and above see."""
    item = NewsItem(union=union, written_by=account_of(actor))
    _save_facts(item, facts)
    record(actor, NewsVerb.WRITTEN, item, data={"title": item.title})
    return item


@transaction.atomic
def change_news(*, item: NewsItem, actor: Actor, **facts: Unpack[NewsFacts]) -> NewsItem:
    """Store the facts that differ. Raises ``Refused`` if published news would have faults then."""
    item = _locked(item)
    if changed := _save_facts(item, facts):
        record(actor, NewsVerb.CHANGED, item, data={"fields": "、".join(changed)})
    if item.state == NewsState.PUBLISHED:
        _refuse_faulty(item)
    return item


@transaction.atomic
def add_photo(
    *,
    item: NewsItem,
    actor: Actor,
    image: "File[Any]",
    caption: str,
    shows_faces: bool,
    consent_note: str = "",
) -> NewsPhoto:
    """Add a photograph, already re-encoded; with faces it is hidden until consent is noted.

    Raises ``Refused`` for more than ``MAX_PHOTOS``.
    """
    item = _locked(item)
    if item.photos.count() >= MAX_PHOTOS:
        raise Refused(_("一篇最多%(n)s张照片。") % {"n": MAX_PHOTOS})
    consented = timezone.now() if shows_faces and consent_note.strip() else None
    photo = NewsPhoto.objects.create(
        item=item,
        image=image,
        caption=caption,
        shows_faces=shows_faces,
        consent_note=consent_note.strip(),
        consented_at=consented,
    )
    record(actor, NewsVerb.PICTURED, item)
    return photo


@transaction.atomic
def note_consent(*, photo: NewsPhoto, actor: Actor, consent_note: str) -> NewsPhoto:
    """Note that the people on it have agreed; ``consent_note`` says where the consent is filed."""
    photo.agree(consent_note)
    record(actor, NewsVerb.CONSENTED, photo.item, note=photo.consent_note)
    return photo


@transaction.atomic
def delete_photo(*, photo: NewsPhoto, actor: Actor) -> None:
    """Delete a photograph with its file, because somebody on it may have asked for that."""
    delete_file(photo.image)
    photo.delete()
    record(actor, NewsVerb.UNPICTURED, photo.item)


@transaction.atomic
def publish_news(*, item: NewsItem, actor: Actor) -> NewsItem:
    """Publish news. Raises ``Refused`` while a face or full name in it lacks consent."""
    item = _locked(item)
    _refuse_faulty(item)
    move(item, TRANSITIONS, NewsVerb.PUBLISHED, actor=actor)
    return item


@transaction.atomic
def withdraw_news(*, item: NewsItem, actor: Actor | None, reason: str) -> NewsItem:
    """Withdraw news and notify its union's cadres. Raises ``Refused`` without a reason."""
    require_reason(reason, _("请写明为什么撤下。"))
    item = _locked(item)
    move(item, TRANSITIONS, NewsVerb.WITHDRAWN, actor=actor, note=reason)
    sentence = gettext_lazy("动态“%(title)s”已撤下：%(reason)s")
    page = reverse("news_item", args=[item.pk])
    notify(others(cadres_of(item.union), actor), sentence, page, title=item, reason=reason)
    _tell_adopters(item, actor, reason)
    return item


def _tell_adopters(item: NewsItem, actor: Actor | None, reason: str) -> None:
    """Tell unions that took the news over that its source is not public any more."""
    sentence = gettext_lazy(
        "您工会采用的“%(title)s”，原来的工会撤下了：%(reason)s。请看还要不要公开"
    )
    for taken in item.adopted.select_related("union"):
        page = reverse("news_item", args=[taken.pk])
        told = others(cadres_of(taken.union), actor)
        notify(told, sentence, page, kind=Kind.ACT, title=item.title, reason=reason)


# --- parts --------------------------------------------------------------------------------------


def _locked(item: NewsItem) -> NewsItem:
    rows = NewsItem.objects.select_for_update(of=("self",)).select_related("union")
    return rows.get(pk=item.pk)


def _save_facts(item: NewsItem, facts: NewsFacts) -> list[str]:
    """Save fields, links and mentions; returns the labels of the fields that changed."""
    links = {name: value for name, value in facts.items() if name in LINKS}
    not_fields = {*LINKS, "mentions"}
    words = {name: value for name, value in facts.items() if name not in not_fields}
    changed = [name for name, value in words.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, words[name])
    if changed or item._state.adding or "mentions" in facts:
        item.full_clean()
        save_public(item, _named_in(item, facts))
    for name, chosen in links.items():
        getattr(item, name).set(chosen)
    if "mentions" in facts:
        item.mentions.all().delete()
        rows = (Mention(item=item, name=n, consent_note=note) for n, note in facts["mentions"])
        Mention.objects.bulk_create(rows)
    return [labels_of(NewsItem, [name]) for name in changed]


def _named_in(item: NewsItem, facts: NewsFacts) -> Whose:
    """Return who may be named in news: those who agreed, by a note here or for all purposes."""
    if "mentions" in facts:
        return named_in_news(item, (name for name, _note in facts["mentions"]))
    return named_in_news(item, noted_in(item) if item.pk else ())


def _refuse_faulty(item: NewsItem) -> None:
    if found := faults(item):
        raise Refused(_("还不能公开：%(faults)s。") % {"faults": "；".join(found)})
