"""News: drafting, publishing, withdrawing, and consent for faces and full names."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.people.actions import set_consent
from hongmajia.publicity import actions
from hongmajia.publicity.models import NewsItem
from hongmajia.publicity.queries import faults
from tests.actors import Province, artisan
from tests.publicity.conftest import a_photo

Write = Callable[..., NewsItem]


def test_a_draft_is_published_and_withdrawn(province: Province, write: Write) -> None:
    item = write()
    assert not NewsItem.objects.visible_to(province.stranger).exists()
    actions.publish_news(item=item, actor=province.xu)
    assert NewsItem.objects.published().get() == item
    with pytest.raises(WrongState):
        actions.publish_news(item=item, actor=province.xu)
    with pytest.raises(Refused, match="为什么撤下"):
        actions.withdraw_news(item=item, actor=province.fang, reason=" ")
    actions.withdraw_news(item=item, actor=province.fang, reason="数字有误")
    assert not NewsItem.objects.published().exists()
    told = Notice.objects.get(recipient=province.xu, sentence__contains="撤下")
    assert told.text.endswith("数字有误")
    actions.publish_news(item=item, actor=province.xu)  # once it is mended
    verbs = Event.objects.filter(story=item.story).values_list("verb", flat=True)
    assert list(verbs)[:2] == ["news.published", "news.withdrawn"]


def test_a_photograph_with_faces_needs_consent(province: Province, write: Write) -> None:
    item = write()
    pictured = {"item": item, "actor": province.xu, "image": a_photo(), "caption": "董师傅在焊"}
    photo = actions.add_photo(**pictured, shows_faces=True)
    with pytest.raises(Refused, match=r"董师傅在焊.*本人同意"):
        actions.publish_news(item=item, actor=province.xu)
    with pytest.raises(Refused, match="存在哪里"):
        actions.note_consent(photo=photo, actor=province.xu, consent_note=" ")
    actions.note_consent(photo=photo, actor=province.xu, consent_note="档案2026-5")
    assert actions.publish_news(item=item, actor=province.xu).state == "published"


def test_a_photograph_without_faces_needs_no_consent(province: Province, write: Write) -> None:
    item = write()
    pictured = {"item": item, "actor": province.xu, "image": a_photo(), "caption": "焊缝"}
    photo = actions.add_photo(**pictured, shows_faces=False)
    assert photo.may_be_published
    assert photo.consented_at is None
    assert faults(item) == []


def test_a_full_name_needs_consent(province: Province, write: Write) -> None:
    helper = artisan("钱大有", "钳工", province.deqing, "330521")
    item = write(text="钱大有和董师傅一起来了。")
    with pytest.raises(Refused, match=r"钱大有的全名.*钱师傅"):
        actions.publish_news(item=item, actor=province.xu)
    mended = [("钱大有", "同意书在档案2026-6")]
    actions.change_news(item=item, actor=province.xu, mentions=mended)
    assert faults(item) == []
    actions.change_news(item=item, actor=province.xu, mentions=[])
    set_consent(helper=helper, actor=province.xu, name=True, note="档案2026-6")
    assert faults(item) == []
    assert actions.publish_news(item=item, actor=province.xu).state == "published"


def test_news_is_withdrawn_when_consent_to_a_name_is(province: Province, write: Write) -> None:
    helper = artisan("钱大有", "钳工", province.deqing, "330521")
    set_consent(helper=helper, actor=province.xu, name=True, note="档案2026-6")
    named, other = write(text="钱大有来了。"), write()
    for item in (named, other):
        actions.publish_news(item=item, actor=province.xu)
    set_consent(helper=helper, actor=province.xu, name=False)
    assert list(NewsItem.objects.published()) == [other]
    assert Notice.objects.filter(recipient=province.xu, sentence__contains="撤下").exists()


def test_published_news_cannot_be_changed_to_have_faults(province: Province, write: Write) -> None:
    artisan("钱大有", "钳工", province.deqing, "330521")
    item = write()
    actions.publish_news(item=item, actor=province.xu)
    with pytest.raises(Refused, match="钱大有"):
        actions.change_news(item=item, actor=province.xu, text="钱大有也来了。")
    item.refresh_from_db()
    assert "钱大有" not in item.text  # nothing half done


@pytest.mark.django_db(transaction=True)
def test_deleting_a_photograph_deletes_its_file(province: Province, write: Write) -> None:
    item = write()
    pictured = {"item": item, "actor": province.xu, "image": a_photo(), "caption": "焊缝"}
    photo = actions.add_photo(**pictured, shows_faces=False)
    kept = photo.image.name
    assert default_storage.exists(kept)
    actions.delete_photo(photo=photo, actor=province.xu)
    assert not default_storage.exists(kept)


def test_at_most_nine_photographs(province: Province, write: Write) -> None:
    item = write()
    for _ in range(9):
        actions.add_photo(
            item=item, actor=province.xu, image=a_photo(), caption="焊缝", shows_faces=False
        )
    with pytest.raises(Refused, match="最多9张"):
        actions.add_photo(
            item=item, actor=province.xu, image=a_photo(), caption="焊缝", shows_faces=False
        )
