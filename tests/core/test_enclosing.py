"""Enclosures are recognised by content, whatever their name."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hongmajia.core import enclosing
from hongmajia.core.enclosing import clean_enclosure
from tests.guidance.conftest import picture
from tests.photographs import HEIC

MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(40)
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  " + bytes(40)
WEBM = bytes.fromhex("1a45dfa3010000000000001f4286810142f7810142f2810442f381084282847765626d")
PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"
DWG = b"AC1027\x00\x00\x00\x00" + bytes(40)


def archive(*parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for part in parts:
            packed.writestr(part, "<x/>")
    return content.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")
EXCEL = archive("[Content_Types].xml", "xl/workbook.xml")
SLIDES = archive("[Content_Types].xml", "ppt/presentation.xml")


def upload(content: bytes, name: str = "东西.bin") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("content", "kind", "ending"),
    [
        (MP4, "video", "mp4"), (MOV, "video", "mov"), (WEBM, "video", "webm"),
        (PDF, "file", "pdf"), (DWG, "file", "dwg"), (WORD, "file", "docx"),
        (EXCEL, "file", "xlsx"), (SLIDES, "file", "pptx"),
    ],
)  # fmt: skip
def test_a_file_is_recognised_by_its_first_bytes(content: bytes, kind: str, ending: str) -> None:
    cleaned = clean_enclosure(upload(content))
    assert (cleaned.what.kind, cleaned.what.ending) == (kind, ending)
    assert cleaned.file.read() == content
    assert cleaned.name == f"东西.{ending}"
    assert cleaned.file.name.endswith(f".{ending}")
    assert "东西" not in cleaned.file.name  # nobody guesses where it lies


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(200), b"\x7fELF" + bytes(200), b"#!/bin/sh\nrm -rf /",
        b"<html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a<script>", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), b"PK\x03\x04broken",
        archive("a.txt"), archive("[Content_Types].xml", "word/document.xml", "x/vbaProject.bin"),
        archive("word/document.xml"), b"\x00\x00\x00\x18ftypxxxx" + bytes(40), b"x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["照片.jpg", "报告.pdf", "说明.docx"])
def test_anything_else_is_refused_whatever_its_name(content: bytes, name: str) -> None:
    with pytest.raises(ValidationError, match=name) as refused:
        clean_enclosure(upload(content, name))
    assert refused.value.code == "kind"


@pytest.mark.parametrize(
    "shot",
    [*(picture(kind=kind).read() for kind in ("PNG", "JPEG", "WEBP", "AVIF")), HEIC],
    ids=["PNG", "JPEG", "WEBP", "AVIF", "HEIC"],
)
def test_a_picture_becomes_a_plain_jpeg(shot: bytes) -> None:
    cleaned = clean_enclosure(upload(shot, "现场.heic"))
    assert (cleaned.what.kind, cleaned.name) == ("picture", "现场.jpg")
    assert Image.open(cleaned.file).format == "JPEG"


def test_a_broken_picture_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="打不开"):
        clean_enclosure(upload(b"\xff\xd8\xff\xe0" + bytes(50), "坏.jpg"))


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(enclosing.MAX_BYTES, enclosing.Kind.VIDEO, 50)
    with pytest.raises(ValidationError, match="太大"):
        clean_enclosure(upload(MP4, "长片.mp4"))


@pytest.mark.parametrize(
    ("name", "safe_name"),
    [
        ("../../etc/passwd.txt", "etcpasswd.pdf"), ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        (".", "file.pdf"), ("报告.exe", "报告.pdf"), ("图" * 200, "图" * 60 + ".pdf"),
    ],
)  # fmt: skip
def test_the_name_for_downloads_is_safe(name: str, safe_name: str) -> None:
    assert enclosing.safe_name(name, "pdf") == safe_name
