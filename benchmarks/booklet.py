"""The book of cases: 50 cases of 1,200 characters with 100 photographs, in 5 s and 40 MB.

The photographs are 2,000 px JPEGs with noise like real ones, as the product stores them. Measured
are shrinking them, typesetting the PDF and writing the Word edition, without any warm-up.
"""

import io
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
os.environ.setdefault("HONGMAJIA_DATA", tempfile.mkdtemp(prefix="book-"))

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from PIL import Image, ImageFilter  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from hongmajia.cases.printing import TEMPLATE, shrink, width_for  # noqa: E402
from hongmajia.cases.word import word_edition  # noqa: E402
from hongmajia.papers import chinese_number, typeset  # noqa: E402

CASES, PHOTOS = 50, 100
SECONDS, MEGABYTES = 5.0, 40.0
SENTENCE = (
    "师傅先请工人照平时的办法焊了一件，自己在旁边看，"
    "再把304薄板分段退焊，平面度从6毫米降到1.5毫米。"
)


class Stored:
    """A stored file, like the value of a Django file field; each `open` starts at the beginning."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def open(self) -> ContentFile:
        return ContentFile(self.content)


def photograph(seed: int) -> Stored:
    """A picture of 2,000 × 1,500 px with enough noise to be as large as a photograph."""
    noise = Image.effect_noise((1000, 750), 60 + seed % 20).filter(ImageFilter.SMOOTH_MORE)
    picture = Image.merge("RGB", [noise, noise.rotate(90, expand=False), noise.rotate(180)])
    buffer = io.BytesIO()
    picture.resize((2000, 1500), Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=82)
    return Stored(buffer.getvalue())


def text(letters: int) -> str:
    whole = SENTENCE * (letters // len(SENTENCE) + 1)
    half = letters // 2
    return f"{whole[:half]}\n{whole[half:letters]}"


def case(number: int) -> dict[str, Any]:
    fact = {"name": "行业", "strong": "", "lines": ["专用设备制造业", "86人，小型"], "share": 1.2}
    result = {
        "name": "平面度",
        "strong": "6mm → 1.5mm",
        "lines": ["一年约省18.5万元"],
        "share": 1.3,
    }
    return {
        "key": f"case-{number}",
        "title": f"换一个顺序焊，罐体不再变形之{chinese_number(number + 1)}",
        "place": "湖州德清",
        "units": ["德清某机械有限公司（演示）", "湖州市工会金牌技术服务队"],
        "facts": [fact, fact, fact, result],
        "problem": text(300),
        "practice": text(600),
        "lesson": text(300),
        "quote": "他没有急着拿焊枪，先请我们照平时的办法焊了一件。",
        "quote_by": "德清某机械有限公司（演示）",
        "pictures": [
            {"file": f"photo-{number * 2 + n}.jpg", "caption": "师傅在看试焊件"} for n in range(2)
        ],
    }


def book() -> dict[str, Any]:
    cases = [case(number) for number in range(CASES)]
    firms = {"title": "企业", "groups": [{"letter": "D", "rows": [
        {"name": "德清某机械有限公司（演示）", "cases": [each["key"] for each in cases]}
    ]}]}  # fmt: skip
    return {
        "title": "劳模工匠志愿服务",
        "subtitle": "优秀案例汇编",
        "publisher": "浙江省总工会　编",
        "month": "二〇二六年六月",
        "before": [{"kind": "letter", "key": "editorial", "title": "编者的话", "text": text(800),
                    "signed": "浙江省总工会", "date": "2026年6月"}],
        "parts": [
            {"number": f"第{chinese_number(n + 1)}篇", "key": f"part-{n + 1}",
             "title": "工艺与质量", "cases": cases[n * 10 : n * 10 + 10]}
            for n in range(5)
        ],
        "after": [{"kind": "index", "key": "index", "title": "索引", "lists": [firms]}],
    }  # fmt: skip


def timed(label: str, work: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - began
    print(f"{label:<28}{seconds:6.2f} s")
    return result, seconds


def shrunk(stored: list[Stored]) -> dict[str, bytes]:
    """The photographs as ``printing.photographs`` shrinks them."""
    with ThreadPoolExecutor() as crew:
        small = crew.map(lambda file: shrink(file, width_for(0, 2)), stored)
        return {f"photo-{n}.jpg": content for n, content in enumerate(small)}


def main() -> None:
    """Print the table; AssertionError if a claim does not hold."""
    stored = [photograph(n) for n in range(PHOTOS)]
    print(f"{PHOTOS} photographs, {sum(len(s.content) for s in stored) / 1e6:.0f} MB as they come")
    files, first = timed("shrink photographs", lambda: shrunk(stored))
    pdf, second = timed("set the PDF", lambda: typeset(TEMPLATE, book(), files, is_tagged=False))
    docx, third = timed("write the Word edition", lambda: word_edition(book(), files))
    pages = len(PdfReader(io.BytesIO(pdf)).pages)
    total, size = first + second + third, len(pdf) / 1e6
    print(
        f"{'all':<28}{total:6.2f} s   PDF {pages} pages, {size:.1f} MB; "
        f"Word {len(docx) / 1e6:.1f} MB"
    )
    assert total <= SECONDS, f"slower than {SECONDS} s"
    assert size <= MEGABYTES, f"larger than {MEGABYTES} MB"


if __name__ == "__main__":
    main()
