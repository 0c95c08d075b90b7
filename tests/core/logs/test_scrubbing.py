"""Texts and tracebacks of errors, without what people typed."""

import pytest

from hongmajia.core.logs.scrubbing import scrubbed, traceback_text

UUID = "0193af5c-1234-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("division by zero", "division by zero"),
        ("UNIQUE failed: unions_user.phone", "UNIQUE failed: unions_user.phone"),
        ("invalid literal for int(): '董建国'", "invalid literal for int(): '…'"),
        ("no row for 13812341234", "no row for …"),
        ("no row for 138 1234-1234", "no row for …"),
        ("no row for +8613812341234.", "no row for …."),
        ("need 4711 of 12", "need 4711 of 12"),
        (f"task {UUID} failed", f"task {UUID} failed"),
        ("refused dong@example.org", "refused …"),
        ("code HM-2345-6789 is wrong", "code … is wrong"),
        ("https://a.example:8443/track/x/?q=x failed", "https://a.example:8443/… failed"),
        ('twice "phone"\nDETAIL:  Key (name)=(Dong) already exists.\n', 'twice "phone"'),
    ],
)
def test_texts(text: str, kept: str) -> None:
    assert scrubbed(text) == kept


@pytest.mark.parametrize(
    "number",
    [
        "13812341234",
        "138-1234-1234",
        "138.1234.1234",
        "138－1234－1234",
        "+86 138 1234 1234",
        "tel13812341234",
        "33050119800101123X",
        "33050119800101123x",
        "330501198001011234",
        "0572-8061234",
        "HM-2345-6789",
        "dong@example.org",
    ],
)
@pytest.mark.parametrize("around", ["{}", "电话{}", "{}已被占用", "号码{}张三", "_{}_", "-{}-"])
def test_no_number_or_code_stays_beside_chinese(number: str, around: str) -> None:
    """People write Chinese without blanks."""
    left = scrubbed("row " + around.format(number))
    assert left.startswith("row ")
    assert not any(each.isdigit() for each in left)
    assert "example" not in left


def test_an_id_stays_between_numbers() -> None:
    text = f"任务{UUID}：13812341234，{UUID.upper()}失败"
    assert scrubbed(text) == f"…{UUID}：…，{UUID.upper()}…"


def test_a_traceback_names_the_place_and_the_cause_but_no_values() -> None:
    """The values stand in local variables and in the messages of both errors."""
    name, phone = "".join(["董", "建", "国"]), "138" + "12341234"
    try:
        try:
            {}[name]
        except KeyError as error:
            raise ValueError(f"no number {phone}") from error
    except ValueError as error:
        text = traceback_text(error)
    assert "KeyError: '…'" in text
    assert "ValueError: no number …" in text
    assert text.index("KeyError") < text.index("ValueError")
    assert "in test_a_traceback_names_the_place" in text
    assert name not in text
    assert phone not in text
