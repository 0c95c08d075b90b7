"""Pages of the publicity room: news, projects, posters and share cards."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from hongmajia.people.actions import create_team
from hongmajia.publicity import actions
from hongmajia.publicity.models import NewsItem, Project
from hongmajia.services.models import Activity
from tests.actors import Province
from tests.papers.boxes import UNUSUAL, boxes_in, text_of
from tests.publicity.conftest import WORDS, a_photo

BACKEND = "django.contrib.auth.backends.ModelBackend"
Write = Callable[..., NewsItem]


@pytest.fixture
def xu(province: Province, client: Client) -> Client:
    client.force_login(province.xu, backend=BACKEND)
    return client


@pytest.fixture
def published(province: Province, write: Write) -> NewsItem:
    return actions.publish_news(item=write(), actor=province.xu)


def photo(**more: Any) -> dict[str, Any]:
    image = SimpleUploadedFile("p.jpg", a_photo().read())
    return {"image": image, "caption": "现场", "shows_faces": "on", **more}


def test_from_the_form_to_the_public(province: Province, xu: Client, meeting: Activity) -> None:
    facts = {**WORDS, "union": province.deqing.pk, "dated": "2026-05-20"}
    facts |= {"activities": [meeting.pk], "mentions": "李大工：档案2026-5"}
    photos = xu.post(reverse("news_new"), facts).headers["Location"]
    assert xu.post(photos, photo()).status_code == 302
    item = NewsItem.objects.get()
    page = reverse("news_item", args=[item.pk])
    assert "还没记下本人同意" in xu.get(page).content.decode()
    assert xu.post(reverse("news_publish", args=[item.pk])).status_code == 409
    face = item.photos.get()
    note = {"consent_note": "档案2026-5"}
    assert xu.post(reverse("news_photo_consent", args=[face.pk]), note).status_code == 302
    assert xu.post(reverse("news_publish", args=[item.pk])).status_code == 302
    shown = Client().get(page).content.decode()
    for words in (WORDS["title"], "一早，车间里就站满了人。", meeting.title, "og:image"):
        assert words in shown
    assert "档案2026-5" not in shown
    assert WORDS["title"] in Client().get(reverse("news_list")).content.decode()
    told = Client().get(reverse("activity_told", args=[meeting.pk])).content.decode()
    assert WORDS["title"] in told


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("mentions", "李大工", "李大工的同意存在哪里"),
        ("title", "", "这一项要填"),
        ("title", "喜讯\ue000", "这些字符印不出来"),
        ("dated", "昨天", "日期请写明年、月、日"),
    ],
)
def test_errors_are_shown_and_the_input_kept(
    province: Province, xu: Client, field: str, value: str, says: str
) -> None:
    facts = {**WORDS, "union": province.deqing.pk, "dated": "2026-05-20", field: value}
    answer = xu.post(reverse("news_new"), facts)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert WORDS["summary"] in answer.content.decode()
    assert not NewsItem.objects.exists()


def test_text_is_escaped(province: Province, write: Write, client: Client) -> None:
    item = write(text="<script>alert(1)</script>\n\n第二段")
    actions.publish_news(item=item, actor=province.xu)
    shown = client.get(reverse("news_item", args=[item.pk])).content.decode()
    assert "<script>alert" not in shown
    assert "<p>第二段</p>" in shown


def test_a_photograph_without_consent_is_seen_by_its_writers_only(
    province: Province, write: Write, published: NewsItem, client: Client
) -> None:
    pictured = {"actor": province.xu, "image": a_photo(), "caption": "现场"}
    face = actions.add_photo(item=published, **pictured, shows_faces=True)
    address = reverse("news_photo", args=[face.pk])
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("news_list")).content.decode()
    client.force_login(province.xu, backend=BACKEND)
    assert client.get(address).content


def test_drafts_are_seen_by_the_union_only(
    province: Province, write: Write, client: Client
) -> None:
    page = reverse("news_item", args=[write().pk])
    assert client.get(page).status_code == 404
    for who, status in (("shen", 200), ("wu", 404), ("dong", 404)):
        client.force_login(province.actors[who], backend=BACKEND)
        assert client.get(page).status_code == status
    drafts = reverse("news_list") + "?state=draft"
    assert WORDS["title"] not in client.get(drafts).content.decode()


def test_share_cards(published: NewsItem, meeting: Activity, client: Client) -> None:
    for name, thing in (("news_card", published), ("activity_card", meeting)):
        answer = client.get(reverse(name, args=[thing.pk]))
        assert answer.headers["Content-Type"] == "image/png"
        assert Image.open(io.BytesIO(answer.content)).size == (750, 1000)


def test_the_poster_says_what_when_and_where(
    meeting: Activity, client: Client, settings: Any
) -> None:
    settings.SITE_ADDRESS = "https://example.org"
    answer = client.get(reverse("activity_poster", args=[meeting.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    paper = PdfReader(io.BytesIO(answer.content))
    text = paper.pages[0].extract_text().replace("\n", "").replace(" ", "")
    assert len(paper.pages) == 1
    address = f"https://example.org/activities/{meeting.pk}/"
    for words in ("不锈钢焊接变形技术交流会", "文化宫三楼", "限60人", "德清县总工会", address):
        assert words in text


def test_a_long_text_still_makes_one_page(meeting: Activity, client: Client) -> None:
    Activity.objects.filter(pk=meeting.pk).update(title="长" * 60, text="很长的说明。\n" * 150)
    answer = client.get(reverse("activity_poster", args=[meeting.pk]))
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_a_poster_and_a_card_never_change_a_meaning(meeting: Activity, client: Client) -> None:
    Activity.objects.filter(pk=meeting.pk).update(
        title="每天10⁶次怎么减少CO₂，赵\ue000师傅讲", place=UNUSUAL[:40], text=UNUSUAL
    )
    paper = client.get(reverse("activity_poster", args=[meeting.pk])).content
    text = text_of(paper).replace("\n", "").replace(" ", "")
    assert boxes_in(paper) == 0
    assert "每天10⁶次怎么减少CO₂，赵〓师傅讲" in text
    assert "为U+E000，字体中没有这个字" in text
    card = client.get(reverse("activity_card", args=[meeting.pk]))
    assert card.status_code == 200


def test_the_poster_of_a_closed_activity_is_for_its_parties(
    province: Province, meeting: Activity, client: Client
) -> None:
    Activity.objects.filter(pk=meeting.pk).update(is_open=False)
    poster = reverse("activity_poster", args=[meeting.pk])
    assert client.get(poster).status_code == 404
    client.force_login(province.xu, backend=BACKEND)
    assert client.get(poster).status_code == 200


def test_a_project_is_registered_changed_and_seen_by_all(province: Province, xu: Client) -> None:
    team = create_team(actor=province.xu, name="德清焊接队", union=province.deqing, trade="焊接")
    facts = {"name": "焊接变形攻关站", "level": 3, "status": "nurtured", "team": team.pk}
    facts |= {"text": "每周三在园区坐诊。", "union": province.deqing.pk}
    page = xu.post(reverse("project_new"), facts).headers["Location"]
    assert xu.post(f"{page}edit/", {**facts, "status": "active"}).status_code == 302
    shown = Client().get(page).content.decode()
    for words in ("焊接变形攻关站", "实施中", "每周三在园区坐诊", "德清焊接队"):
        assert words in shown
    again = xu.post(reverse("project_new"), facts)
    assert again.status_code == 422  # one name a union
    levels = {"level": "3"}
    assert "焊接变形攻关站" in Client().get(reverse("project_list"), levels).content.decode()
    assert (
        "焊接变形攻关站"
        not in Client().get(reverse("project_list"), {"level": "1"}).content.decode()
    )


@pytest.mark.parametrize("who", ["wu", "dong", "lin"])
def test_a_cadre_of_another_union_cannot_edit_a_project(
    province: Province, client: Client, who: str
) -> None:
    project = Project.objects.create(union=province.deqing, name="站", text="坐诊")
    client.force_login(province.actors[who], backend=BACKEND)
    assert client.get(reverse("project_edit", args=[project.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 50])
def test_long_lists_take_the_same_queries(
    province: Province, write: Write, client: Client, count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for number in range(count):
        item = write(title=f"动态{number}")
        pictured = {"actor": province.xu, "image": a_photo(), "caption": "焊缝"}
        actions.add_photo(item=item, **pictured, shows_faces=False)
        actions.publish_news(item=item, actor=province.xu)
        Project.objects.create(union=province.deqing, name=f"站{number}", text="坐诊")
    for name in ("news_list", "project_list"):
        with django_assert_max_num_queries(7):
            assert client.get(reverse(name)).status_code == 200
