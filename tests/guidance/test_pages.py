"""Pages of a thread: reading, writing, polling, and serving files safely."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hongmajia.core.enclosing import clean_enclosure
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.models import Enclosure, Message
from tests.actors import Province
from tests.core.test_enclosing import MP4, PDF
from tests.guidance.conftest import picture

BACKEND = "django.contrib.auth.backends.ModelBackend"
Say = Callable[..., Message]


@pytest.fixture
def dong(province: Province, client: Client) -> Client:
    client.force_login(province.dong, backend=BACKEND)
    return client


@pytest.fixture
def thread(engagement: Engagement) -> str:
    return reverse("thread", args=[engagement.pk])


def message(text: str = "看一下", **more: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "text": text, **more}


def test_a_plain_form_writes_and_comes_back(dong: Client, thread: str) -> None:
    answer = dong.post(thread, message("先量一下平面度", enclosed=[picture()]))
    assert answer.headers["Location"] == f"{thread}#now"
    shown = dong.get(thread).content.decode()
    assert "先量一下平面度" in shown
    assert "焊缝.jpg" in shown


def test_what_was_typed_stays_when_the_file_is_refused(dong: Client, thread: str) -> None:
    program = SimpleUploadedFile("照片.jpg", b"MZ\x90\x00" + bytes(90))
    answer = dong.post(thread, message("字还在", enclosed=[program]))
    assert answer.status_code == 422
    assert "字还在" in answer.content.decode()
    assert "不能发" in answer.content.decode()
    assert not Message.objects.exists()


def test_the_outbox_is_answered_in_json(dong: Client, thread: str) -> None:
    json = {"Accept": "application/json"}
    facts = message("一")
    assert dong.post(thread, facts, headers=json).status_code == 201
    assert dong.post(thread, facts, headers=json).status_code == 201  # the answer was lost
    assert Message.objects.count() == 1
    refused = dong.post(thread, message(""), headers=json)
    assert (refused.status_code, refused.json()) == (
        422,
        {"errors": ["请写几句，或者选一张图片。"]},
    )


def test_staff_read_and_do_not_write(province: Province, client: Client, thread: str) -> None:
    client.force_login(province.xu, backend=BACKEND)
    assert "不能在这里说话" in client.get(thread).content.decode()
    assert client.post(thread, message()).status_code == 403


def test_polling_returns_only_new_messages(province: Province, dong: Client, say: Say) -> None:
    first = say(province.contact, "旧的")
    newer = reverse("thread_newer", args=[first.engagement_id])
    assert dong.get(newer, {"after": first.pk}).status_code == 204
    second = say(province.contact, "新的")
    shown = dong.get(newer, {"after": first.pk}).content.decode()
    assert "新的" in shown
    assert "旧的" not in shown
    assert f"newer/?after={second.pk}" in shown


def test_reading_clears_the_unread_marks(
    province: Province, dong: Client, say: Say, thread: str
) -> None:
    engagement = say(province.contact).engagement
    marks, part = reverse("threads_unread"), reverse("thread_in_short", args=[engagement.pk])
    assert "1条没看" in dong.get(marks, {"of": [engagement.pk, "x"]}).content.decode()
    assert "1条没看" in dong.get(part).content.decode()
    assert "看消息" in dong.get(reverse("desk")).content.decode()
    dong.get(thread)
    assert "没看" not in dong.get(marks, {"of": engagement.pk}).content.decode()
    assert "看消息" not in dong.get(reverse("desk")).content.decode()


def enclosed(say: Say, user: Any, upload: Any) -> Enclosure:
    return say(user, enclosures=[clean_enclosure(upload)]).enclosures.get()


def address(found: Enclosure) -> str:
    return reverse("thread_enclosure", args=[found.message.engagement_id, found.pk])


@pytest.mark.parametrize(
    ("upload", "media_type", "disposition"),
    [
        (picture(), "image/jpeg", "inline"),
        (SimpleUploadedFile("图.pdf", PDF), "application/pdf", "attachment"),
        (SimpleUploadedFile("片.mp4", MP4), "video/mp4", "attachment"),
    ],
)
def test_served_files_cannot_run_scripts(
    province: Province, dong: Client, say: Say, upload: Any, media_type: str, disposition: str
) -> None:
    answer = dong.get(address(enclosed(say, province.contact, upload)))
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"].startswith(disposition)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("asked", "status", "answered"),
    [
        ("bytes=0-1", 206, MP4[:2]), ("bytes=10-", 206, MP4[10:]), ("bytes=-4", 206, MP4[-4:]),
        ("bytes=0-999999", 206, MP4), ("bytes=999-", 416, b""), ("lines=1-2", 200, MP4),
        ("bytes=-", 200, MP4), ("bytes=5-2", 416, b""),
    ],
)  # fmt: skip
def test_a_video_is_served_in_ranges(
    province: Province, dong: Client, say: Say, asked: str, status: int, answered: bytes
) -> None:
    film = enclosed(say, province.contact, SimpleUploadedFile("片.mp4", MP4))
    answer = dong.get(address(film), headers={"Range": asked})
    assert answer.status_code == status
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert content == answered
    if status == 206:
        assert answer.headers["Content-Range"].endswith(f"/{len(MP4)}")


def test_a_file_is_reached_only_through_its_own_thread(
    province: Province, dong: Client, client: Client, say: Say
) -> None:
    found = enclosed(say, province.contact, picture())
    client.force_login(province.wu, backend=BACKEND)
    assert client.get(address(found)).status_code == 404


def test_the_tracking_code_gives_access_as_the_asker(
    province: Province, engagement: Engagement, say: Say, client: Client
) -> None:
    code = engagement.need.tracking_code
    found = enclosed(say, province.dong, picture())
    base = reverse("track_thread", args=[code, engagement.pk])
    assert base in client.get(reverse("track_need", args=[code])).content.decode()
    assert client.post(base, message("没账号也能说")).status_code == 302
    shown = client.get(base).content.decode()
    assert "没账号也能说" in shown
    assert client.get(f"{base}newer/?after=0").status_code == 200
    assert b"".join(client.get(f"{base}enclosures/{found.pk}/").streaming_content)
    own = Message.objects.get(author=None)
    assert client.post(f"{base}messages/{own.pk}/take-back/").status_code == 302
    theirs = found.message_id
    assert client.post(f"{base}messages/{theirs}/take-back/").status_code == 404
    wrong = base.replace(code, "HM-2222-2222")
    assert client.get(wrong).status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_a_long_thread_takes_the_same_queries(
    province: Province, dong: Client, say: Say, thread: str, count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:  # fmt: skip
    for number in range(count):
        say(province.contact, str(number), enclosures=[clean_enclosure(picture())])
    with django_assert_max_num_queries(12):
        assert dong.get(thread).content.decode().count("<figure>") == count
    newer = f"{thread}newer/?after=0"
    with django_assert_max_num_queries(9):
        assert dong.get(newer, headers={"HX-Request": "true"}).status_code == 200
