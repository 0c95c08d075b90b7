"""Safety measures of an agreement: the standard text for each danger, and what the union wrote.

The texts are Chinese, as the agreement is. They repeat general duties of 安全生产法 and of the
rules for special work, not the rules of one firm: the union adds these in the agreement's form.
"""

from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.needs.safety import Danger

GENERAL = (
    "甲方事先告知现场风险，派熟悉现场的人全程陪同，配齐劳动防护用品；有危险时立即停止，人先撤离。"
)
STANDARD = {
    Danger.HEIGHT: (
        "高处作业：设牢固的作业平台和护栏，系好安全带、戴好安全帽；六级以上大风和雨雪天不上高处。"
    ),
    Danger.LIVE: (
        "带电作业：能停电的先停电、验电、挂牌上锁；由持证电工操作，一人操作、一人监护，用绝缘用具。"
    ),
    Danger.HOT: (
        "动火作业：先办动火审批，清走可燃物，备好灭火器材，有人监火；完工后查看三十分钟再离开。"
    ),
    Danger.CONFINED: (
        "有限空间作业：先通风、再检测、后作业，办好审批；外面有人监护，备好救援器材，不盲目施救。"
    ),
    Danger.CHEMICAL: (
        "危险化学品：先看安全技术说明书，穿戴相应防护；不动火、不混放，备好洗眼和应急处置用品。"
    ),
}
"""The standard measures against each danger."""


def standard_measures(need: Need) -> str:
    """The standard text for the dangers of a need, a line each; empty where there are none."""
    told = [STANDARD[danger] for danger in Danger if danger in need.dangers]
    return "\n".join([GENERAL, *told]) if told else ""


def measures_of(engagement: Engagement) -> str:
    """What the union wrote for the agreement, else the standard text."""
    written = getattr(engagement, "measures", None)
    return written.text if written else standard_measures(engagement.need)
