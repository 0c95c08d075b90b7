"""How much of the sentences in `sentences.txt` is found, and how much that should not be."""

import time
from collections import Counter

import pytest

from hongmajia.privacy import Firm, find_persons
from tests.privacy.sentences import Sentence, all_sentences

SENTENCES = all_sentences()


def finds_in(sentence: Sentence) -> list[tuple[int, int]]:
    firm = Firm(sentence.firm, places=("浙江", "湖州", "德清"))
    return [(find.start, find.end) for find in find_persons(sentence.text, firms=[firm])]


def covered(place: tuple[int, int], finds: list[tuple[int, int]]) -> bool:
    """Whether every character of the place lies in a find."""
    return all(any(start <= i < end for start, end in finds) for i in range(*place))


def touches(find: tuple[int, int], places: tuple[tuple[int, int], ...]) -> bool:
    return any(start < find[1] and find[0] < end for start, end in places)


def test_the_sentences_are_enough_to_measure_by() -> None:
    kinds = Counter(sentence.kind for sentence in SENTENCES if sentence.places)
    assert len(SENTENCES) >= 200
    assert len(kinds) >= 40
    assert sum(not sentence.places for sentence in SENTENCES) >= 100


def test_of_a_hundred_places_at_least_98_are_found_whole() -> None:
    missed = [
        (sentence.kind, sentence.text[slice(*place)], sentence.text)
        for sentence in SENTENCES
        for place in sentence.places
        if not covered(place, finds_in(sentence))
    ]
    places = sum(len(sentence.places) for sentence in SENTENCES)
    assert len(missed) <= 0.02 * places, missed


def test_of_a_hundred_finds_at_least_95_are_right() -> None:
    wrong = [
        (sentence.kind, sentence.text[slice(*find)], sentence.text)
        for sentence in SENTENCES
        for find in finds_in(sentence)
        if not touches(find, sentence.places)
    ]
    finds = sum(len(finds_in(sentence)) for sentence in SENTENCES)
    assert len(wrong) <= 0.05 * finds, wrong


@pytest.mark.parametrize(
    "piece",
    [
        "13",
        "1 ",
        "138、",
        "新村",
        "3组",
        "a.",
        "加我a_",
        "前面138",
        "内线8012或",
        "[at]",
        "永兴机",
        "市县",
        "我们机",
        "王:",
    ],
)
def test_a_long_text_that_nearly_holds_a_person_is_read_at_once(piece: str) -> None:
    begin = time.process_time()
    find_persons(piece * (2000 // len(piece)), firms=[Firm("德清永兴机械制造有限公司")])
    assert time.process_time() - begin < 2
