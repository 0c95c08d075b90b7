"""The handbook beside its words: pictures, questions, editions, and the page as PDF."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from hongmajia.portal.handbook.markdown import Picture, read_text
from hongmajia.portal.handbook.pages import (
    EDITIONS,
    HEIGHT,
    READ_A_MINUTE,
    SLUGS,
    WIDTH,
    fingerprint,
    pages,
    source_of,
)
from hongmajia.portal.handbook.paper import STATIC

FOLDER = STATIC / "portal/handbook"
MOST_EACH, MOST_OF_ALL = 25_000, 700_000
ONE = pytest.mark.one_database("the pages come from files")


@ONE
@pytest.mark.parametrize("folder", READ_A_MINUTE)
def test_each_picture_is_there_and_each_file_is_shown(folder: str) -> None:
    """`make handbook` takes them; those that no page shows would only weigh."""
    taken = {file.stem for file in (FOLDER / folder).iterdir()}
    assert taken == {picture.name for picture in every_picture(folder)}


@ONE
def test_pictures_are_light_and_of_one_size() -> None:
    files = list(FOLDER.rglob("*.webp"))
    assert [file for file in files if size_of(file) != (WIDTH, HEIGHT)] == []
    weights = [file.stat().st_size for file in files]
    assert max(weights) <= MOST_EACH
    assert sum(weights) <= MOST_OF_ALL


@ONE
@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_show_the_same_pictures_and_say_what_is_on_them(slug: str) -> None:
    chinese, english = (pictures_of(folder, slug) for folder in ("zh", "en"))
    assert [one.name for one in chinese] == [one.name for one in english]
    assert all(one.shows and one.caption for one in (*chinese, *english))


@ONE
def test_a_changed_page_is_another_edition() -> None:
    kept = EDITIONS.read_text(encoding="utf-8")
    stale = [slug for slug in SLUGS if f'"{fingerprint(slug)}"' not in kept]
    assert stale == [], "run `make editions`"


@ONE
def test_a_picture_and_questions_are_taken_out_of_the_text() -> None:
    source = (
        '![一屏](ask "第1问")\n\n打开。\n\n### 要钱吗？\n\n**不要**。\n\n### 多久？\n\n三天。\n'
    )
    section = read_text(f"# 谁\n\n怎么用。\n\n## 一 {{#one}}\n\n{source}").sections[0]
    assert section.picture == Picture("ask", "一屏", "第1问")
    assert section.html == "<p>打开。</p>\n"
    assert [one.title for one in section.questions] == ["要钱吗？", "多久？"]
    assert section.questions[0].html == "<p><strong>不要</strong>。</p>\n"
    assert section.lines == ("打开。", "要钱吗？", "不要。", "多久？", "三天。")


@pytest.mark.django_db
def test_a_page_shows_its_pictures_questions_and_edition(client: Client) -> None:
    page = client.get("/help/contact/").content.decode()
    assert f'width="{WIDTH}" height="{HEIGHT}" loading="lazy"' in page
    assert "<summary>要花钱吗？</summary>" in page
    assert page.count("<details data-printed open>") == 1
    edition = pages()["contact"].edition
    assert f"第{edition.number}版，{edition.day.year}年" in page


@pytest.mark.django_db
def test_the_pdf_has_every_step_and_picture(client: Client) -> None:
    answer = client.get("/help/reviewer.pdf")
    assert answer["Content-Type"] == "application/pdf"
    paper = PdfReader(BytesIO(answer.content))
    text = "".join(page.extract_text() for page in paper.pages).replace(" ", "")
    with translation.override("zh-hans"):
        sections = pages()["reviewer"].text.sections
    assert [section.title for section in sections if section.title not in text] == []
    assert "12351" in text
    assert sum(len(page.images) for page in paper.pages) == 1
    assert client.get("/help/nobody.pdf").status_code == 404


def every_picture(folder: str) -> Iterator[Picture]:
    for slug in SLUGS:
        yield from pictures_of(folder, slug)


def pictures_of(folder: str, slug: str) -> list[Picture]:
    sections = read_text(source_of(folder, slug)).sections
    return [section.picture for section in sections if section.picture]


def size_of(file: Path) -> tuple[int, int]:
    with Image.open(file) as picture:
        return picture.size
