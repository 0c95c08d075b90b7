"""One search over all kinds of records: each with its rights, its year and the words marked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from hongmajia.cases.enums import CaseState
from hongmajia.cases.models import Case
from hongmajia.core.search_kinds import MOST_COUNTED, all_kinds
from hongmajia.core.withholding import save_public
from hongmajia.engagements.enums import EngagementState
from hongmajia.needs.asking import asker_of
from hongmajia.needs.enums import NeedState, Visibility
from hongmajia.people.models import Artisan, Helper
from hongmajia.portal.searching import Search
from hongmajia.publicity.enums import NewsState
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season, Union
from tests.actors import Province, artisan, make_need, make_offer
from tests.portal.test_desk_of_others import engage

SignIn = Callable[[str], Client]
QUERIES = 12
KINDS = ["need", "offer", "course", "helper", "case", "activity", "news"]


def make_case(province: Province, state: CaseState, **fields: Any) -> Case:
    """A case of Deqing about a confirmed service of Dong, whose enterprise was not asked yet."""
    need = make_need(province, NeedState.CONFIRMED, title="罐体变形", text="罐体变形。")
    served = engage(province, EngagementState.CONFIRMED, need=need)
    return Case.objects.create(
        engagement=served, season=province.season, union=province.deqing,
        home_union=province.deqing, state=state, category=1, **fields,
    )  # fmt: skip


def make_news(union: Union, **fields: Any) -> NewsItem:
    values = {"state": NewsState.PUBLISHED, "title": "师傅上门", "summary": "来了", "text": "正文"}
    return NewsItem.objects.create(union=union, **{**values, **fields})


def make_activity(province: Province, **fields: Any) -> Activity:
    begin = timezone.now() + timedelta(days=3)
    values: dict[str, Any] = {
        "season": province.season, "union": province.deqing, "title": "交流会",
        "starts_at": begin, "ends_at": begin + timedelta(hours=2),
        "region": province.mogan.region, "is_open": True,
    }  # fmt: skip
    return Activity.objects.create(**{**values, **fields})


@pytest.fixture
def all_about_welding(province: Province) -> dict[str, str]:
    """One record of each kind that says 氩弧焊, open to all; kind → address."""
    need = make_need(province, title="氩弧焊气孔多", text="焊缝里有气孔。")
    offer = make_offer(province.dong_helper, title="氩弧焊现场指导")
    course = make_offer(province.dong_helper, kind="course", title="氩弧焊一线课")
    helper = artisan("钱师傅", "氩弧焊工", province.huzhou, "330502")
    news = make_news(province.deqing, text="他先讲，再做。今天讲的是氩弧焊怎样少出气孔。")
    activity = make_activity(province, theme="氩弧焊气孔怎么办")
    return {
        "need": f"/needs/{need.pk}/",
        "offer": f"/offers/{offer.pk}/",
        "course": f"/offers/{course.pk}/",
        "helper": f"/helpers/{helper.pk}/",
        "activity": f"/activities/{activity.pk}/",
        "news": f"/news/{news.pk}/",
    }


def found(client: Client, words: str, kind: str, **more: str) -> str:
    """The main part of the page of one kind."""
    return client.get("/search/", {"q": words, "kind": kind, **more}).text


def addresses(client: Client, words: str) -> set[str]:
    """The addresses of all records that this reader finds, of all kinds."""
    page = client.get("/search/", {"q": words, "kind": KINDS[0]})
    search = page.context["search"]
    tabs = {tab.kind.name for tab in search.tabs if tab.total}
    pages = [client.get("/search/", {"q": words, "kind": name}) for name in tabs]
    return {row.hit.url for page in pages for row in page.context["search"].rows}


def test_a_visitor_finds_records_of_every_kind(
    client: Client, all_about_welding: dict[str, str]
) -> None:
    assert addresses(client, "氩弧焊") == set(all_about_welding.values())
    for kind, address in all_about_welding.items():
        assert f'href="{address}"' in found(client, "氩弧焊", kind)


def test_tabs_say_how_many_there_are_of_each_kind(
    client: Client, province: Province, all_about_welding: dict[str, str]
) -> None:
    make_need(province, title="氩弧焊又一个")
    search = client.get("/search/", {"q": "氩弧焊"}).context["search"]
    counts = {tab.kind.name: tab.total for tab in search.tabs}
    assert counts == {
        "need": 2, "kind": 0, "helper": 1, "offer": 1, "course": 1, "case": 0, "activity": 1,
        "news": 1,
    }  # fmt: skip
    assert search.chosen.kind.name == "need", "the first kind of which there is something"


def test_of_very_many_the_page_says_that_there_are_more(
    client: Client, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("core.search_kinds", "portal.searching"):
        monkeypatch.setattr(f"hongmajia.{module}.MOST_COUNTED", 2)
    for number in range(3):
        make_need(province, title=f"镗孔{number}")
    page = client.get("/search/", {"q": "镗孔"})
    assert "2以上" in page.text
    assert MOST_COUNTED == 300


def test_the_words_are_marked_where_they_stand(
    client: Client, all_about_welding: dict[str, str]
) -> None:
    page = found(client, "氩弧焊气孔", "news")
    assert "今天讲的是<mark>氩弧焊</mark>怎样少出<mark>气孔</mark>。" in page


def test_marks_let_no_markup_through(client: Client, province: Province) -> None:
    make_news(province.deqing, title="<script>氩弧焊</script>", text="<b>氩弧焊</b>")
    page = found(client, "氩弧焊", "news")
    assert "&lt;script&gt;<mark>氩弧焊</mark>&lt;/script&gt;" in page
    assert "<b><mark>" not in page


def test_a_long_list_has_pages(client: Client, province: Province) -> None:
    needs = [make_need(province, title=f"镗孔{number}") for number in range(25)]
    first = client.get("/search/", {"q": "镗孔"})
    following = {"q": "镗孔", "kind": "need", "after": first.context["search"].page.next_key}
    second = client.get("/search/", following)
    shown = [row.hit.url for page in (first, second) for row in page.context["search"].rows]
    assert shown == [f"/needs/{need.pk}/" for need in reversed(needs)]


def test_all_years_are_searched_until_one_is_chosen(client: Client, province: Province) -> None:
    last = Season.objects.create(
        name="2025年服务月", year=2025, union=province.province, number_prefix="浙2025"
    )
    old = make_need(province, title="镗孔旧题", season=last)
    new = make_need(province, title="镗孔新题")
    both = found(client, "镗孔", "need")
    assert f"/needs/{old.pk}/" in both
    assert f"/needs/{new.pk}/" in both
    assert "2025年" in both
    only_last = found(client, "镗孔", "need", year="2025")
    assert f"/needs/{old.pk}/" in only_last
    assert f"/needs/{new.pk}/" not in only_last
    assert f"/needs/{new.pk}/" in found(client, "镗孔", "need", year="2026")


def test_a_kind_without_a_year_offers_none(
    client: Client, province: Province, all_about_welding: dict[str, str]
) -> None:
    assert (
        client.get("/search/", {"q": "氩弧焊", "kind": "offer"}).context["search"].year_links == []
    )
    assert f'href="{all_about_welding["offer"]}"' in found(client, "氩弧焊", "offer", year="2026")


@pytest.fixture
def with_secrets(province: Province) -> list[tuple[str, str, str]]:
    """Records that are for some only: (kind, address, a word that stands in it alone)."""
    draft = make_case(
        province, CaseState.DRAFT, title="镗床改造", gist="镗床", problem="镗床老了。"
    )
    old = artisan("孙德胜", "磨工", province.huzhou, "330502", bio="做过坩埚。")
    Helper.objects.filter(pk=old.pk).update(is_active=False)
    need = make_need(province, visibility=Visibility.UNIONS, title="某工艺", text="要做铌合金。")
    asked = make_need(province, NeedState.SUBMITTED, title="另一件", text="要做钽电容。")
    offer = make_offer(province.dong_helper, title="锗片切割", is_listed=False)
    closed = make_activity(province, title="铼丝现场", is_open=False)
    news = make_news(province.deqing, state=NewsState.DRAFT, title="稿子", text="钪粉的事。")
    return [
        ("case", f"/cases/{draft.pk}/", "镗床"),
        ("helper", f"/helpers/{old.pk}/", "坩埚"),
        ("need", f"/needs/{need.pk}/", "铌合金"),
        ("need", f"/needs/{asked.pk}/", "钽电容"),
        ("offer", f"/offers/{offer.pk}/", "锗片"),
        ("activity", f"/activities/{closed.pk}/", "铼丝"),
        ("news", f"/news/{news.pk}/", "钪粉"),
    ]


def test_everybody_finds_just_what_they_may_open(
    as_: SignIn, province: Province, with_secrets: list[tuple[str, str, str]]
) -> None:
    found_by = dict[str, set[str]]()
    for name in province.actors:
        reader = as_(name)
        for kind, address, word in with_secrets:
            may_open = reader.get(address).status_code == 200
            page = reader.get("/search/", {"q": word, "kind": kind})
            is_found = f'href="{address}"' in page.text
            assert is_found == may_open, (name, address)
            told = page.text.replace(f'value="{word}"', "").replace(f"“{word}”", "")
            shown = told.count("<mark>")
            assert bool(shown) == may_open, f"{name} is shown words of {address}"
            found_by.setdefault(word, set()).update({name} if is_found else ())
    assert all(found_by.values()), "somebody finds each"
    assert not any("nobody" in readers for readers in found_by.values())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_reader_is_shown_a_word_of_what_they_may_not_see(
    data: st.DataObject, province: Province, hidden_texts: dict[str, str]
) -> None:
    """Whatever is typed: what a visitor or somebody without a role is shown holds no such word."""
    text = data.draw(st.sampled_from(list(hidden_texts.values())))
    start = data.draw(st.integers(0, len(text) - 1))
    typed = text[start : start + data.draw(st.integers(1, 6))]
    for reader in (AnonymousUser(), province.stranger):
        for kind in all_kinds():
            rows = Search(reader, typed, QueryDict(f"kind={kind.name}")).rows
            shown = " ".join(f"{row.title} {row.text} {row.hit}" for row in rows)
            assert not [secret for secret in hidden_texts if secret in shown]


@pytest.fixture
def hidden_texts(province: Province, with_secrets: list[tuple[str, str, str]]) -> dict[str, str]:
    """Words that only some may read → the texts that hold them."""
    make_need(province, title="公开的一件", text="要做合金的电容，切割现场。")
    make_offer(province.dong_helper, title="切割现场指导")
    return {
        "铌": "要做铌合金。",
        "钽": "要做钽电容。",
        "锗": "锗片切割",
        "铼": "铼丝现场",
        "钪": "钪粉的事。",
        "坩埚": "做过坩埚。",
        "镗床": "镗床老了。",
    }


def test_a_full_name_is_found_by_those_who_may_know_it(as_: SignIn, province: Province) -> None:
    helper = artisan("孙德胜", "磨工", province.huzhou, "330502", bio="孙德胜，做磨工三十年。")
    address = f'href="/helpers/{helper.pk}/"'
    assert address in as_("nobody").get("/search/", {"q": "孙师傅"}).text
    for name, knows in (("nobody", False), ("wu", False), ("shen", True), ("fang", True)):
        reader = as_(name)
        by_name = reader.get("/search/names/", {"q": "孙德胜"}, headers={"HX-Request": "true"})
        assert (address in by_name.text) == knows
        told = found(reader, "磨工", "helper")
        assert "磨工三十年" in told.replace("<mark>", "").replace("</mark>", "")
        assert ("孙德胜" in told) == knows


def test_a_name_is_found_by_all_only_as_long_as_there_is_consent(
    client: Client, province: Province
) -> None:
    helper = artisan("孙德胜", "磨工", province.huzhou, "330502")
    agreed = Artisan.objects.get(pk=helper.pk)
    agreed.name_consent_at = timezone.now()
    agreed.save()
    assert f"/helpers/{helper.pk}/" in found(client, "孙德胜", "helper")
    agreed.name_consent_at = None
    agreed.save()
    assert f"/helpers/{helper.pk}/" not in found(client, "孙德胜", "helper")


def test_what_was_blanked_in_a_text_is_not_found(client: Client, province: Province) -> None:
    need = make_need(province, title="模具裂了怎么办")
    need.text = "模具裂了，找李建明，电话13812345678。"
    save_public(need, asker_of(need))
    client.force_login(province.xu)
    assert f"/needs/{need.pk}/" in found(client, "模具", "need")
    for word in ("李建明", "13812345678"):
        assert f"/needs/{need.pk}/" not in found(client, word, "need")


@pytest.mark.parametrize("name", ["nobody", "xu"])
@pytest.mark.parametrize("rows", [1, 50])
def test_every_tab_takes_few_queries(
    as_: SignIn,
    province: Province,
    name: str,
    rows: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        make_need(province, title=f"氩弧焊{number}")
        make_offer(province.dong_helper, title=f"氩弧焊{number}")
        make_offer(province.dong_helper, title=f"氩弧焊{number}", kind="course")
        artisan(f"钱{number}", "氩弧焊工", province.huzhou, "330502")
        make_news(province.deqing, title=f"氩弧焊{number}")
        make_activity(province, title=f"氩弧焊{number}")
    reader = as_(name)
    for kind in ("", *KINDS):
        asked = {"q": "氩弧焊", **({"kind": kind} if kind else {})}
        with django_assert_max_num_queries(QUERIES):
            assert reader.get("/search/", asked).status_code == 200


def test_the_command_puts_all_words_again(client: Client, province: Province) -> None:
    helper = artisan("钱师傅", "钳工", province.huzhou, "330502")
    Helper.objects.filter(pk=helper.pk).update(trade="镗工")
    assert f"/helpers/{helper.pk}/" not in found(client, "镗工", "helper")
    call_command("reindex", verbosity=0)
    assert f"/helpers/{helper.pk}/" in found(client, "镗工", "helper")
    assert f"/helpers/{helper.pk}/" not in found(client, "钳工", "helper")
