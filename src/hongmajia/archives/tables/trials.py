"""The table of those who did as others had done (自助解决)."""

from hongmajia.knowledge.models import Trial

from ..columns import Table, columns_of, said


def _way(trial: Trial) -> str:
    """The number of the need that was solved so, which may be of another year."""
    return trial.engagement.need.number if trial.engagement else ""


def _answer(trial: Trial) -> str:
    """The kind of problem, and the version of its answer."""
    return f"{trial.title}（第{trial.answer.number}版）" if trial.answer else ""


TRIALS = Table(
    "trials", "照着别家的做法、标准答案做", Trial, "season",
    (
        said("union", "记在哪个工会", lambda row: row.union.name, source="union"),
        said("engagement", "照着哪件需求的做法", _way, source="engagement"),
        said("answer", "照着哪类问题的标准答案", _answer, source="answer"),
        *columns_of(
            Trial, region="在哪里", category="问题类别", worked="管不管用", before="原来",
            after="现在", words="和他的做法有哪里不同", is_shown="可以公开",
            enterprise="企业，见enterprises", said_at="什么时候说的",
        ),
    ),
    related=("union", "engagement__need__season", "answer__kind"),
    left_out={
        "id": "没有别的表引用", "season": "只有这一年", "user": "说的人不用留名",
        "originals": "隐去的原文",
    },
)  # fmt: skip
