"""The table of the publicity plan."""

from hongmajia.publicity.models import PlanEntry

from ..columns import Table, columns_of, said

PLANS = Table(
    "plans", "宣传计划", PlanEntry, "season",
    (
        said("union", "哪个工会的", lambda row: row.union.name, source="union"),
        *columns_of(
            PlanEntry, what="宣传什么", medium="在哪里", due_on="哪天以前", who="谁来办，照填的",
            done_at="办好的时间", link="网址",
        ),
    ),
    related=("union",),
    left_out={"id": "没有别的表引用", "season": "只有这一年", "due_at": "就是那天结束的时候"},
)  # fmt: skip
