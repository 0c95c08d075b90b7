"""Tables of classes and of those who came onto the rolls by recruiting calls."""

from hongmajia.classes.models import (
    ClassCertificate,
    Learner,
    Presence,
    Session,
    TrainingClass,
)
from hongmajia.classes.queries import masked_name
from hongmajia.people.models import Recruit

from ..columns import Table, columns_of, person, said
from .needs import SECRET

CLASSES = Table(
    "classes", "培训班", TrainingClass, "season",
    (
        *columns_of(
            TrainingClass, id="编号，别的表用它", title="班名", trade="工种、专业",
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
SESSIONS = Table(
    "class_sessions", "培训班的课", Session, "activity__season",
    columns_of(
        Session, id="编号，别的表用它", of_class="班，见classes", activity="活动，见activities",
        hours="学时",
    ),
)  # fmt: skip
LEARNERS = Table(
    "learners", "培训班的学员", Learner, "of_class__season",
    (
        *columns_of(Learner, id="编号，别的表用它", of_class="班，见classes"),
        said("name", "姓名，只写姓", lambda row: masked_name(row.name), source="name"),
        *columns_of(
            Learner, workplace="单位、学校", is_minor="未满18周岁",
            guardian_agreed_on="监护人哪天同意的", grade_before="原来的技能等级",
            grade_reached="达到的技能等级", reached_on="哪天评上的", enrolled_at="登记时间",
        ),
    ),
    left_out=dict.fromkeys(("phone", "guardian_name", "guardian_phone"), "学员的个人信息"),
)  # fmt: skip
PRESENCES = Table(
    "class_presences", "学员到了哪些课", Presence, "session__activity__season",
    columns_of(
        Presence, session="课，见class_sessions", learner="学员，见learners",
        hours="到了几个学时",
    ),
    left_out={"id": "没有别的表引用"},
)  # fmt: skip
CLASS_CERTIFICATES = Table(
    "class_certificates", "结业证明", ClassCertificate, "learner__of_class__season",
    (
        said("number", "证明编号", lambda row: row.number),
        *columns_of(ClassCertificate, learner="学员，见learners", issued_at="发证时间"),
        person("issued_by", "谁发的"),
    ),
    related=("learner__of_class__season", "issued_by"),
    left_out={"id": "见证明编号", "token": SECRET},
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
