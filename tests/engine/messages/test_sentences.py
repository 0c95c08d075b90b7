import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hongmajia.engine
from hongmajia.engine import Cause, EngineError, Reason, Relaxation, Remedy, describe, describe_all
from hongmajia.engine.messages import chinese, english

CODES = {Reason, Cause, Relaxation, Remedy, EngineError}
ENGINE = Path(hongmajia.engine.__file__).parent


def test_both_languages_say_the_same_things() -> None:
    assert list(chinese.SENTENCES) == list(english.SENTENCES)
    assert list(chinese.CATEGORIES) == list(english.CATEGORIES) == [1, 2, 3, 4, 5, 6, 7]


def codes_used() -> Iterator[str]:
    """First arguments of Reason("…"), Cause("…") and the like, all over the engine."""
    names = {made.__name__ for made in CODES}
    for file in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in names
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield first.value


def test_every_code_used_has_its_words() -> None:
    used = set(codes_used())
    assert len(used) > 25
    assert used <= set(chinese.SENTENCES)


def test_english_holds_no_chinese() -> None:
    for code, sentence in english.SENTENCES.items():
        if isinstance(sentence, str) and code != "help_columns":
            assert not any("\u4e00" <= letter <= "\u9fff" for letter in sentence), code


def test_sayings_go_to_json_and_back() -> None:
    reason = Reason("near", {"km": 23}, points=1.5)
    assert Reason.from_dict(reason.as_dict()) == reason
    cause = Cause("all_full", {"count": 2, "helper": "董师傅"})
    assert Cause.from_dict(cause.as_dict()) == cause


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", "距23公里；已经排满"),
        ("zh-hans", "距23公里；已经排满"),
        ("en", "23 km away; fully booked"),
    ],
)
def test_the_language_is_the_readers(lang: str, line: str) -> None:
    reasons = [Reason("near", {"km": 23}), Reason("full", {"helper": "董师傅"}, favours=False)]
    assert describe_all(reasons, lang) == line


def test_errors_are_told_in_words_too() -> None:
    assert describe(EngineError("unknown_need", id="N7")) == "没有编号为N7的需求"
