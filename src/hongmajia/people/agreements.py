"""The agreement of master and apprentice (师徒结对协议书), to be printed and signed by both."""

from hongmajia.papers import chinese_date
from hongmajia.papers.official import (
    add_body,
    add_heading,
    add_signature,
    add_title,
    official_paper,
)
from hongmajia.papers.word import as_bytes

from .models import Apprenticeship

PREAMBLE = (
    "为弘扬劳模精神、劳动精神、工匠精神，发挥劳模工匠传帮带作用，经双方自愿、工会见证，结为师徒。"
)
MASTER = (
    "言传身教，把自己的技术、窍门和安全要求如实教给徒弟；按目标定期指导，"
    "每次考核写明学得怎样；尊重徒弟，不收取任何费用。"
)
APPRENTICE = (
    "尊师好学，遵守操作规程；按时完成师傅布置的练习；"
    "学成以后，把学到的技术用到岗位上，并乐于教给别人。"
)
ASSESSING = (
    "期限内由师傅定期考核。期满由工会组织出师考核，合格的准予出师。任何一方可以说明原因提前解除。"
)


def agreement(paired: Apprenticeship) -> bytes:
    """The agreement as a Word document in the official layout."""
    paper = official_paper()
    add_title(paper, "师徒结对协议书")
    add_body(paper, f"师傅：{paired.master.name}（{paired.master.trade}）")
    add_body(paper, f"徒弟：{paired.apprentice_name}（{paired.workplace}）")
    add_body(paper, PREAMBLE)
    for heading, text in _articles(paired):
        add_heading(paper, heading)
        add_body(paper, text)
    for line in ("师傅（签字）：", "徒弟（签字）：", "徒弟单位（盖章）："):
        add_body(paper, f"{line}　　　　　　　　　　　　年　　月　　日")
    add_signature(paper, f"见证工会：{paired.union.name}", "年　　月　　日")
    return as_bytes(paper)


def _articles(paired: Apprenticeship) -> list[tuple[str, str]]:
    term = f"自{chinese_date(paired.starts_on)}起，至{chinese_date(paired.ends_on)}止。"
    return [
        ("一、学什么", f"{paired.skill}。"),
        ("二、学到什么程度", paired.goals),
        ("三、期限", term),
        ("四、师傅的责任", MASTER),
        ("五、徒弟的责任", APPRENTICE),
        ("六、考核与解除", ASSESSING),
    ]
