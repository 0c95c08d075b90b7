"""Tables of classes and of those who came onto the rolls by recruiting calls."""

from hongmajia.classes.models import TrainingClass
from hongmajia.people.models import Recruit

from ..columns import Table, columns_of, said

CLASSES = Table(
    "classes", "培训班", TrainingClass, "season",
    (
        *columns_of(
            TrainingClass, id="编号", title="班名", trade="工种、专业",
            region="地区代码（GB/T 2260）", place="地点", text="学什么",
            hours_needed="满多少学时发证明", opened_at="开班时间",
        ),
        said("union", "主办工会", lambda row: row.union.name, source="union"),
    ),
    related=("union",),
    left_out={
        "season": "只有这一年", "teacher": "老师的个人信息", "teacher_name": "老师的个人信息",
        "opened_by": "经办人的账号", "originals": "隐去的原文",
    },
)  # fmt: skip
RECRUITS = Table(
    "recruits", "招募录用", Recruit, "season",
    (
        *columns_of(
            Recruit, helper="师傅的编号", title="招募令", group="小组", recruited_at="列入名册时间"
        ),
        said("union", "工会", lambda row: row.union.name, source="union"),
    ),
    related=("union",),
    left_out={"id": "没有别的表引用", "season": "只有这一年"},
)  # fmt: skip
