"""The words of a row are those that it has now, whoever saved it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models.expressions import RawSQL
from pytest_django import DjangoAssertNumQueries

from hongmajia.core.indexes import Indexed, keep_words, put_words, renew_all_words
from hongmajia.core.search import SearchIndex
from hongmajia.core.search_kinds import all_kinds, counts_of, register_kind
from hongmajia.needs.models import Need, need_search
from hongmajia.offers.models import Offer, offer_search
from hongmajia.people.finding import helper_search
from hongmajia.people.models import Helper, Honour
from tests.actors import Province, artisan, make_need, make_offer

pytestmark = pytest.mark.django_db


def has(index: SearchIndex, words: str, row: Need | Offer | Helper) -> bool:
    """Whether the index finds this row by these words."""
    return row.pk in keys(index, words)


def keys(index: SearchIndex, words: str) -> set[int]:
    """The keys that the index finds, whether there is such a row or not."""
    found = index.matching(words)
    assert isinstance(found, RawSQL)
    with connection.cursor() as cursor:
        cursor.execute(found.sql, found.params)
        return {row[0] for row in cursor.fetchall()}


def test_a_row_is_found_by_its_new_words_as_soon_as_it_is_saved(province: Province) -> None:
    need = make_need(province, title="锅炉结垢", text="结垢。")
    need.title = "锅炉漏水"
    need.save()
    assert has(need_search, "漏水", need)
    need.title = "锅炉开裂"
    need.save(update_fields=["title"])
    assert has(need_search, "开裂", need)
    assert not has(need_search, "漏水", need)


def test_what_is_rolled_back_is_not_found(province: Province) -> None:
    need = make_need(province, title="锅炉结垢")
    with transaction.atomic():
        need.title = "锅炉漏水"
        need.save()
        transaction.set_rollback(True)
    assert has(need_search, "结垢", need)
    assert not has(need_search, "漏水", need)


def test_a_row_that_is_deleted_leaves_no_words(province: Province) -> None:
    offer = make_offer(province.dong_helper, title="薄板校正")
    key = offer.pk
    offer.delete()
    assert not keys(offer_search, "薄板校正") & {key}


def test_words_of_another_table_count_with_the_row(province: Province) -> None:
    helper = artisan("钱师傅", "钳工", province.huzhou, "330502")
    honour = Honour.objects.create(helper=helper, title="浙江工匠", level=2)
    assert has(helper_search, "浙江工匠", helper)
    honour.delete()
    assert not has(helper_search, "浙江工匠", helper)


def test_rows_that_were_not_saved_one_by_one_are_put_by_hand(province: Province) -> None:
    (offer,) = Offer.objects.bulk_create(
        [Offer(helper=province.dong_helper, kind="technique", title="镗孔")]
    )
    assert not has(offer_search, "镗孔", offer)
    put_words(Offer, [offer.pk])
    assert has(offer_search, "镗孔", offer)


def test_all_words_are_put_again_and_those_of_nobody_go(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hongmajia.core.indexes.BATCH", 2)
    needs = [make_need(province, title=f"镗孔{n}") for n in range(5)]
    need_search.remove([needs[0].pk, needs[3].pk])
    beyond = needs[-1].pk + 1000
    need_search.put([(beyond, "镗孔"), (needs[1].pk, "旧词")])
    counts = dict(renew_all_words())
    assert counts[Need] == 5
    assert keys(need_search, "镗孔") == {need.pk for need in needs}
    assert keys(need_search, "旧词") == set()


def test_a_model_has_one_index_and_a_kind_one_name() -> None:
    with pytest.raises(ImproperlyConfigured):
        keep_words(Indexed(need_search, Need, text=lambda need: need.search_text))
    with pytest.raises(ImproperlyConfigured):
        register_kind(9, all_kinds()[0])


def test_counts_of_nothing_take_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert counts_of([]) == []
        assert counts_of([Need.objects.none()]) == [0]
