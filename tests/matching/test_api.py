"""The shortlist in the API."""

import pytest
from django_tasks_db.models import DBTaskResult

from hongmajia.matching.tasks import learn_meanings
from hongmajia.needs.enums import NeedState
from tests.actors import Province, make_need

from .conftest import SignIn


def test_a_cadre_reads_the_shortlist_with_reasons_in_words(province: Province, as_: SignIn) -> None:
    need = make_need(province)
    first = as_("xu").get(f"/api/needs/{need.pk}/shortlist").json()[0]
    assert (first["helper"], first["name"]) == (province.dong_helper.pk, "董师傅")
    assert 0 < first["score"] <= 1
    assert first["is_full"] is False
    assert {"code", "favours", "text"} == set(first["reasons"][0])


def test_reasons_come_in_the_readers_language(province: Province, as_: SignIn) -> None:
    need, browser = make_need(province), as_("xu")
    browser.cookies["django_language"] = "en"
    texts = [r["text"] for r in browser.get(f"/api/needs/{need.pk}/shortlist").json()[0]["reasons"]]
    assert any("can take" in text for text in texts)


def test_who_may_read_it(province: Province, as_: SignIn) -> None:
    url = f"/api/needs/{make_need(province).pk}/shortlist"
    answers = {name: as_(name).get(url).status_code for name in province.actors}
    assert {name for name, status in answers.items() if status == 200} == {"fang", "shen", "xu"}
    assert answers["nobody"] == 401
    assert answers["wu"] == 403
    hidden = make_need(province, visibility="unions")
    assert as_("wu").get(f"/api/needs/{hidden.pk}/shortlist").status_code == 404


def test_how_many_is_asked_for_within_bounds(province: Province, as_: SignIn) -> None:
    url = f"/api/needs/{make_need(province).pk}/shortlist"
    assert len(as_("xu").get(url, {"limit": 1}).json()) == 1
    assert as_("xu").get(url, {"limit": 0}).status_code == 422
    assert as_("xu").get(url, {"limit": 1000}).status_code == 422


def test_a_need_that_looks_for_nobody_has_none(province: Province, as_: SignIn) -> None:
    need = make_need(province, NeedState.MATCHED)
    assert as_("xu").get(f"/api/needs/{need.pk}/shortlist").json() == []


@pytest.mark.one_database("a header of the answer")
def test_it_says_that_more_may_be_found_while_helpers_are_being_learnt(
    province: Province, as_: SignIn
) -> None:
    url = f"/api/needs/{make_need(province).pk}/shortlist"
    assert "Matching" not in as_("xu").get(url).headers
    values = {"task_path": learn_meanings.module_path, "args_kwargs": {"args": [], "kwargs": {}}}
    DBTaskResult.objects.create(**values, queue_name="default", backend_name="default")
    assert as_("xu").get(url).headers["Matching"] == "under-way"
    assert "Matching" not in as_("xu").get(url, {"limit": 1}).headers  # as many as asked for
