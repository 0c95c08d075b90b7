import numpy as np

from hongmajia.engine.text import ngrams, shared_words


def cosine(a: str, b: str) -> float:
    counts = ngrams.count_ngrams([a, b])
    rows = ngrams.IdfWeights.fit(counts).tfidf(counts)
    return float((rows[[0]] @ rows[[1]].T).toarray()[0, 0])


def test_equal_texts_are_equal_and_strangers_share_nothing() -> None:
    assert cosine("不锈钢焊接变形", "不锈钢焊接变形") > 0.999
    assert cosine("不锈钢焊接变形", "养鱼塘缺氧") == 0


def test_shared_characters_bring_texts_together() -> None:
    assert cosine("减少焊接变形", "焊接变形控制") > cosine("减少焊接变形", "焊工") > 0


def test_width_case_and_punctuation_do_not_matter() -> None:
    assert cosine("ＴＰＥ，弹性体！", "tpe 弹性体") > 0.999


def test_mere_asking_is_not_a_likeness() -> None:
    assert cosine("请问鱼死了怎么办", "请问电机响怎么办") == 0


def test_no_run_crosses_from_one_text_into_the_next() -> None:
    alone = ngrams.count_ngrams(["焊接"])
    beside = ngrams.count_ngrams(["焊接", "变形"])[[0]]
    assert (alone != beside).nnz == 0


def test_empty_texts_are_rows_of_nothing() -> None:
    counts = ngrams.count_ngrams(["", "，。！", "焊"])
    weighed = ngrams.IdfWeights.fit(counts).tfidf(counts)
    assert np.diff(weighed.indptr).tolist() == [0, 0, 1]
    assert not np.isnan(weighed.data).any()


def test_odd_characters_do_no_harm() -> None:
    assert ngrams.count_ngrams(["焊\ud800接\n🔧"]).shape[0] == 1


def test_words_shared_are_the_longest_and_in_full() -> None:
    assert shared_words.shared_words(
        "如何减少不锈钢的焊接变形", ("不锈钢焊接", "焊接变形控制")
    ) == (
        "焊接变形",
        "不锈钢",
    )


def test_fillers_and_pairs_of_digits_are_no_words() -> None:
    assert shared_words.shared_words("提高的了，20", ("降低的了，20",)) == ()


def test_words_that_everybody_uses_bring_nobody_together() -> None:
    assert shared_words.shared_words("产品技术问题", ("技术攻关", "新产品")) == ()
