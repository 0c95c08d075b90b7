"""The handbook: what it says exists, in both languages; who is led where; weight and queries."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from hongmajia.portal.handbook.here import section_for
from hongmajia.portal.handbook.markdown import Section, href_of, read_text
from hongmajia.portal.handbook.pages import SLUGS, source_of
from scripts.messages import catalogue
from tests.actors import Province

BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\]\(([^ )]+)")
BOTH = [(folder, slug) for folder in ("zh", "en") for slug in SLUGS]
ONE = pytest.mark.one_database("the pages come from files")


@pytest.fixture(scope="module")
def in_english() -> dict[str, set[str]]:
    """Chinese name → the English names of it, in each context."""
    found: dict[str, set[str]] = {}
    for entry in catalogue():
        if isinstance(entry.id, str):
            found.setdefault(entry.id, set()).add(str(entry.string))
    return found


@ONE
@pytest.mark.parametrize("slug", SLUGS)
def test_each_bold_name_is_on_a_page_of_the_product(
    slug: str, in_english: dict[str, set[str]]
) -> None:
    """The catalogue has the sentences of the pages and no others (tests/test_translations.py)."""
    assert [name for name in BOLD.findall(source_of("zh", slug)) if name not in in_english] == []


@ONE
@pytest.mark.parametrize("slug", SLUGS)
def test_english_names_are_those_of_the_catalogue(
    slug: str, in_english: dict[str, set[str]]
) -> None:
    """The same names in the same sections; English may name them in another order."""
    pages = (by_heading(folder, slug) for folder in ("zh", "en"))
    for chinese, english in zip(*pages, strict=True):
        left = BOLD.findall(english)
        for name in BOLD.findall(chinese):
            said = [one for one in left if one in in_english[name]]
            assert said, f"{name}: none of {in_english[name]} in {english[:60]}"
            left.remove(said[0])
        assert left == [], "names that the Chinese page does not have"


@ONE
@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_have_the_same_sections_and_doors(slug: str) -> None:
    chinese, english = (read_text(source_of(folder, slug)).sections for folder in ("zh", "en"))
    assert [(s.anchor, s.views) for s in chinese] == [(s.anchor, s.views) for s in english]
    doors = [sorted(LINK.findall(source_of(folder, slug))) for folder in ("zh", "en")]
    assert doors[0] == doors[1]


@ONE
def test_each_explained_page_exists() -> None:
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    explained = {view for _, section in every_section("zh") for view in section.views}
    assert explained - known == set()


@ONE
@pytest.mark.parametrize(("folder", "slug"), BOTH)
def test_anchors_are_found_once_on_a_page(folder: str, slug: str) -> None:
    anchors = [section.anchor for section in read_text(source_of(folder, slug)).sections]
    assert len(anchors) == len(set(anchors))


@ONE
def test_a_door_that_leads_nowhere_and_a_heading_without_anchor_are_refused() -> None:
    with pytest.raises(Exception, match="no_such_page"):
        read_text("# 谁\n\n怎么用。\n\n## 第一步 {#one}\n\n打开[这里](no_such_page)。\n")
    with pytest.raises(ValueError, match="more than one picture"):
        read_text("# 谁\n\n怎么用。\n\n## 一 {#one}\n\n![甲](a)\n\n![乙](b)\n")
    with pytest.raises(ValueError, match="第一步"):
        read_text("# 谁\n\n怎么用。\n\n## 第一步\n\n打开。\n")


@ONE
def test_doors_lead_to_pages_to_anchors_and_outside() -> None:
    assert href_of("track") == "/track/"
    assert href_of("help_page:artisan#how-record") == "/help/artisan/#how-record"
    assert href_of("tel:12351") == "tel:12351"


@ONE
def test_markup_in_the_text_is_shown_as_it_is_written() -> None:
    text = read_text("# 谁\n\n怎么用。\n\n## 一 {#one}\n\n<script>alert(1)</script>\n")
    assert "<script>" not in text.sections[0].html


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_is_light_and_costs_at_most_three_queries(
    slug: str, client: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_max_num_queries(3):
        answer = client.get(f"/help/{slug}/")
    assert answer.status_code == 200
    assert len(answer.content) < 29_500, "74 KB with stylesheets and scripts; pictures are lazy"


@pytest.mark.django_db
def test_the_index_names_every_page_and_finds_words(client: Client) -> None:
    index = client.get("/help/").content.decode()
    assert all(f'href="/help/{slug}/"' in index for slug in SLUGS)
    found = client.get("/help/", {"q": "追踪码丢了"}).content.decode()
    assert 'href="/help/hotline/#how-code"' in found
    assert 'href="/help/asker/#how-code"' in found
    assert "帮助里没有“锅炉爆炸”" in client.get("/help/", {"q": "锅炉爆炸"}).content.decode()


@pytest.mark.django_db
def test_english_readers_read_and_search_english(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/help/"})
    assert "Keep the tracking code" in client.get("/help/asker/").content.decode()
    assert "/help/asker/#how-code" in client.get("/help/", {"q": "code"}).content.decode()


@pytest.mark.django_db
def test_a_page_that_is_not_there(client: Client) -> None:
    assert client.get("/help/nobody/").status_code == 404


@pytest.mark.django_db
def test_pages_lead_to_the_section_about_them(client: Client, province: Province) -> None:
    """Shen is a cadre, Lu a liaison, Dong an artisan; a visitor has no account."""
    assert 'href="/help/asker/#how-track"' in client.get("/track/").content.decode()
    client.force_login(province.shen)
    assert 'href="/help/cadre/#how-verify"' in client.get("/needs/queue/").content.decode()
    assert section_for("hotline", province.shen) == "/help/hotline/#how-find"
    assert section_for("engagement", province.dong) == "/help/artisan/#how-contact"
    assert section_for("need_enter", province.lu) == "/help/contact/#how-liaison"
    assert section_for("figures", province.lin) == "/help/leader/#how-figures"
    assert section_for("no_such_page", province.shen) == ""


def by_heading(folder: str, slug: str) -> list[str]:
    """The parts of a page, cut at its headings."""
    return re.split(r"(?m)^## ", source_of(folder, slug))


def every_section(folder: str) -> Iterator[tuple[str, Section]]:
    for slug in SLUGS:
        for section in read_text(source_of(folder, slug)).sections:
            yield slug, section
