"""Words that people never read: 你, terms of programmers, clumsy sentences of Django.

Also punctuation of the other language, and English that was pasted twice or takes all for men.

The office writes 您 and plain Chinese. Who adds a word to the list says what to write instead.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django import forms
from django.template.base import Lexer, TokenType
from django.utils import translation
from django.utils.translation import ngettext

from scripts.messages import SOURCE, catalogue, sentences

INSTEAD = {
    "你": "您",
    "就这么定": "确认任命",
    "企业怎么说": "企业反馈",
    "用户名": "登录账号",
    "登录名": "登录账号",
    "不太一样": "专业不完全对口",
    "确保该": "请……",
    "字段": "这一项",
    "令牌": "口令",
    "后台": "管理页面",
    "下属工会": "下级工会",
    "提级": "提请协调",
    "这一季": "本年度活动",
    "几天内": "……个工作日内",
    "这台手机": "这台设备",
    "核一核": "核对",
    "没看懂这": "读不出来",
    "看进展": "看进度",
    "开账号": "开通账号",
    "志愿证书": "志愿服务证书",
    "忘掉": "从本机删除",
    "新闻“": "动态“",
}
"""Word that must not be shown → what to write."""

NAMED_BY_VERBS = re.compile(
    r"^(Collect|Match|Solve|Promote)$"
    r"|^Who (goes|could help|was asked|does|asks|came|went|signed up|can see)\b[^,.]*$|^Why you$"
)
"""English for what Chinese says in a noun: Collection, Matching, Suitable helpers."""

HAN = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(f"{HAN}[,;:?!()]|[,;:?!()]{HAN}|{HAN} {HAN}|(?<!…)…(?!…)")
"""Chinese with marks or spaces of English, or with half an ellipsis."""

ONE_SEX = re.compile(r"\b(he|his|him|she|her)\b", re.IGNORECASE)

pytestmark = pytest.mark.one_database("words in files")


def forbidden(text: str) -> list[str]:
    return [f"{word} → {better}: {text}" for word, better in INSTEAD.items() if word in text]


def forms_of(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else tuple(entry)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue()


def test_no_sentence_of_ours_has_a_forbidden_word() -> None:
    said = [text for entry in sentences() if entry.id for text in forms_of(entry.id)]
    assert [fault for text in said for fault in forbidden(text)] == []


def test_chinese_has_chinese_punctuation() -> None:
    said = [text for entry in sentences() if entry.id for text in forms_of(entry.id)]
    assert [text for text in said if HALF_WIDTH.search(re.sub("<[^>]*>", "", text))] == []


def test_no_script_or_engine_sentence_has_one() -> None:
    found = [(path.name, fault) for path in beside_the_catalogue() for fault in shown_in(path)]
    assert found == []


def beside_the_catalogue() -> Iterator[Path]:
    """Files that write sentences without gettext: scripts, the engine, papers."""
    yield from SOURCE.glob("*/static/**/*.js")
    yield from SOURCE.glob("*/messages/chinese.py")
    yield from SOURCE.glob("insights/*.py")
    yield from SOURCE.glob("*/papers/*.typ")
    yield from SOURCE.glob("*/handbook/zh/*.md")


def shown_in(path: Path) -> list[str]:
    if "vendor" in path.parts:
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [fault for line in lines for fault in forbidden(line)]


@pytest.mark.parametrize("where", ["conf", "contrib/auth"])
def test_django_says_nothing_forbidden_either(where: str) -> None:
    own = Path(django.__file__).parent / where / "locale/zh_Hans/LC_MESSAGES/django.po"
    with own.open("rb") as file, translation.override("zh-hans"):
        shown = [in_chinese(entry.id) for entry in read_po(file) if entry.id]
    assert [text for text in shown if "你" in text or "确保该" in text] == []


def in_chinese(entry: str | tuple[str, ...]) -> str:
    return translation.gettext(entry) if isinstance(entry, str) else ngettext(*entry, 2)


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        (forms.CharField(min_length=6), "短", "请至少写6个字，现在是1个字。"),
        (forms.CharField(max_length=2), "太长了", "最多写2个字，现在是3个字。"),
        (forms.CharField(), "", "这一项要填。"),
        (forms.IntegerField(min_value=3), "2", "最小填3。"),
        (forms.IntegerField(), "三", "请填整数。"),
        (forms.EmailField(), "没有圈", "邮箱不对，请核对。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "乙", "没有“乙”这一项，请重新选择。"),
    ],
)
def test_a_field_says_what_to_do(field: forms.Field, given: str, said: str) -> None:
    with translation.override("zh-hans"), pytest.raises(forms.ValidationError) as wrong:
        field.clean(given)
    assert wrong.value.messages == [said]


def test_templates_show_no_bare_numbers_for_how_well_somebody_fits() -> None:
    """A cadre reads 很合适, 合适 or 勉强; the number stands behind a click, in ``_fit.html``."""
    bare = [
        path.name
        for path in SOURCE.rglob("templates/**/*.html")
        if path.name != "_fit.html"
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize()
        if token.token_type != TokenType.TEXT
        and re.search(r"(score|worst)\|floatformat", token.contents)
    ]
    assert bare == []


def test_english_names_things_by_nouns(english: Catalog) -> None:
    said = [text for entry in english if entry.id for text in forms_of(entry.string)]
    assert [text for text in said if NAMED_BY_VERBS.search(text)] == []


def test_english_is_said_once_and_of_everybody(english: Catalog) -> None:
    said = [text for entry in english if entry.id for text in forms_of(entry.string)]
    twice = [text for text in said if len(text) > 20 and text == text[: len(text) // 2] * 2]
    men = [text for text in said if ONE_SEX.search(re.sub(r"%\(\w+\)s", "", text))]
    assert twice + men == []
