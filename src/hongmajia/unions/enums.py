"""Enumerations of the unions room: kinds of union, roles, stages, industries and verbs."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class UnionKind(TextChoices):
    """Kinds of union. Which kind may be below which is ``actions.tree.BELOW``."""

    NATIONAL = "national", _("全国")
    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    COUNTY = "county", _("县（市、区）")
    TOWNSHIP = "township", _("乡镇、街道、园区")
    ENTERPRISE = "enterprise", _("企业")
    INDUSTRY = "industry", _("产业工会")
    GROUP = "group", _("集团工会")


class Role(TextChoices):
    """The role of a user in a union; it applies to the union and all unions below it."""

    CADRE = "cadre", _("干部")
    LIAISON = "liaison", _("联络员")
    REVIEWER = "reviewer", _("评审")
    LEADER = "leader", _("领导")


# Groups of roles, named after what users with these roles do in their union and all below it.

STAFF = (Role.CADRE, Role.LEADER, Role.LIAISON)
"""Who sees what a union works on. Reviewers do not: they see the cases they are asked about."""

STAFF_AND_REVIEWERS = (*STAFF, Role.REVIEWER)
"""Who sees the tree of unions: everybody with a role."""

KEEPERS = (Role.CADRE, Role.LIAISON)
"""Who registers enterprises, helpers and needs. Leaders only read."""

OVERSEERS = (Role.CADRE, Role.LEADER)
"""Who oversees rounds, cases and booklets. Liaisons do not see them."""


class Stage(TextChoices):
    """The five stages of a season, in their order."""

    COLLECT = "collect", _("征集")
    MATCH = "match", _("对接")
    SERVE = "serve", _("服务")
    REVIEW = "review", _("评选")
    PROMOTE = "promote", _("推广")


class Indicator(TextChoices):
    """Indicators for which a season may set targets; all are counted from records."""

    NEEDS_COLLECTED = "needs_collected", _("征集需求数")
    NEEDS_MATCHED = "needs_matched", _("对接需求数")
    NEEDS_SOLVED = "needs_solved", _("解决需求数")
    SESSIONS = "sessions", _("活动场次")
    VISITS = "visits", _("服务人次")
    ENTERPRISES = "enterprises", _("服务企业家数")
    TRAINED = "trained", _("培训人次")
    SKILLED = "skilled", _("技能提升人次")
    SUGGESTIONS = "suggestions", _("合理化建议条数")
    ADOPTED = "adopted", _("采纳建议条数")
    PAIRS = "pairs", _("师徒结对数")
    CASES = "cases", _("优秀案例数")


class Scale(TextChoices):
    """Size classes of enterprises, by the National Bureau of Statistics."""

    LARGE = "large", _("大型")
    MEDIUM = "medium", _("中型")
    SMALL = "small", _("小型")
    MICRO = "micro", _("微型")


SMALLER = (Scale.MEDIUM, Scale.SMALL, Scale.MICRO)
"""中小微: what is not large."""


class Alike(TextChoices):
    """Why two enterprises may be one, or a need may be an enterprise's; the strongest first."""

    CODE = "code", _("同一组织机构代码")
    NAME = "name", _("名称相同")
    CORE = "core", _("名称去掉地名、公司字样后相同")
    SLIP = "slip", _("名称只差一个字")
    PHONE = "phone", _("联系人手机号相同")
    ADDRESS = "address", _("地址相同")


class Section(TextChoices):
    """Sections (门类) of GB/T 4754-2017."""

    A = "A", _("农、林、牧、渔业")
    B = "B", _("采矿业")
    C = "C", _("制造业")
    D = "D", _("电力、热力、燃气及水生产和供应业")
    E = "E", _("建筑业")
    F = "F", _("批发和零售业")
    G = "G", _("交通运输、仓储和邮政业")
    H = "H", _("住宿和餐饮业")
    I = "I", _("信息传输、软件和信息技术服务业")  # noqa: E741
    J = "J", _("金融业")
    K = "K", _("房地产业")
    L = "L", _("租赁和商务服务业")
    M = "M", _("科学研究和技术服务业")
    N = "N", _("水利、环境和公共设施管理业")
    O = "O", _("居民服务、修理和其他服务业")  # noqa: E741
    P = "P", _("教育")
    Q = "Q", _("卫生和社会工作")
    R = "R", _("文化、体育和娱乐业")
    S = "S", _("公共管理、社会保障和社会组织")
    T = "T", _("国际组织")


class Weekday(IntegerChoices):
    """Days of the week, numbered by ISO 8601."""

    MONDAY = 1, _("周一")
    TUESDAY = 2, _("周二")
    WEDNESDAY = 3, _("周三")
    THURSDAY = 4, _("周四")
    FRIDAY = 5, _("周五")
    SATURDAY = 6, _("周六")
    SUNDAY = 7, _("周日")


DEPUTY_NAMED = _("%(actor)s请%(person)s从%(starts)s到%(ends)s代%(whom)s办理%(union)s的%(role)s事务")

HANDED_OVER = _("%(leaving)s在%(union)s的%(roles)s由%(person)s接手，带走%(n)s件事（%(actor)s办理）")


FIRMS_MERGED = _("%(actor)s把%(former)s并入%(enterprise)s，%(n)s条记录转过来")


class UnionVerb(TextChoices):
    """Verbs of the events of this room, each with the sentence that describes the event."""

    UNION_ADDED = "union.added", _("%(actor)s设立%(union)s")
    UNION_CHANGED = "union.changed", _("%(actor)s修改%(union)s的%(fields)s")
    PROVINCE_CHANGED = "province.changed", _("%(actor)s修改%(union)s的%(fields)s")
    UNION_CLOSED = "union.closed", _("%(actor)s撤销%(union)s")
    UNION_OPENED_AGAIN = "union.opened_again", _("%(actor)s恢复%(union)s")
    UNION_MOVED = "union.moved", _("%(actor)s把%(union)s从%(origin)s划到%(target)s")
    ROLE_GRANTED = "role.granted", _("%(actor)s请%(person)s担任%(union)s的%(role)s")
    ROLE_REVOKED = "role.revoked", _("%(actor)s免去%(person)s在%(union)s的%(role)s")
    ROLE_ENDS = "role.ends", _("%(actor)s定%(person)s在%(union)s的%(role)s到%(day)s为止")
    ROLE_LASTS = "role.lasts", _("%(actor)s取消%(person)s在%(union)s的%(role)s的期限")
    DEPUTY_NAMED = "deputy.named", DEPUTY_NAMED
    DEPUTY_ENDED = "deputy.ended", _("%(actor)s结束%(person)s代%(whom)s办理%(union)s的事务")
    HANDED_OVER = "post.handed_over", HANDED_OVER
    ACCOUNT_ADDED = "account.added", _("%(actor)s给%(person)s开通账号")
    ENTERPRISE_ADDED = "enterprise.added", _("%(actor)s登记%(enterprise)s")
    ENTERPRISE_CHANGED = "enterprise.changed", _("%(actor)s修改%(fields)s")
    ENTERPRISES_MERGED = "enterprise.merged", FIRMS_MERGED
    ENTERPRISES_APART = "enterprise.apart", _("%(actor)s核对过，%(enterprise)s和%(other)s是两家")
    KEY_INDUSTRY_SET = "key_industry.set", _("%(actor)s修改重点产业%(name)s")
    KEY_INDUSTRY_REMOVED = "key_industry.removed", _("%(actor)s删除重点产业%(name)s")
    CONTACT_ADDED = "enterprise.contact_added", _("%(actor)s请%(person)s做联系人")
    CONTACT_REMOVED = "enterprise.contact_removed", _("%(actor)s去掉联系人%(person)s")
    SEASON_OPENED = "season.opened", _("%(actor)s设立%(season)s")
    SEASON_DRAFTED = "season.drafted", _("%(actor)s存了%(year)s年度的草稿，请同事看")
    SEASON_REMARKED = "season.remarked", _("%(actor)s对%(year)s年度的草稿提了意见")
    SEASON_CHANGED = "season.changed", _("%(actor)s修改%(fields)s")
    SEASON_CLOSED = "season.closed", _("%(actor)s把%(year)s年度归档")
    SEASON_OPENED_AGAIN = "season.opened_again", _("%(actor)s开放%(year)s年度更正，到%(until)s为止")
    TARGETS_SET = "season.targets", _("%(actor)s给%(union)s定目标")
    TARGETS_TAKEN = "season.targets_taken", _("%(actor)s照%(year)s年给%(n)s个工会定目标")
    HOLIDAY_SET = "holiday.set", _("%(actor)s改动%(date)s的放假安排")
    HOLIDAYS_SET = "holiday.set_many", _("%(actor)s从表格导入%(year)s年放假安排%(n)s天")
    COLUMNS_KEPT = "columns.kept", _("%(actor)s让%(union)s记住“%(title)s”表的对法")
    COLUMNS_FORGOTTEN = "columns.forgotten", _("%(actor)s让%(union)s不再用“%(title)s”表的对法")
    HOLIDAYS_FILLED = "holiday.filled", _("%(actor)s填入%(year)s年放假安排")
