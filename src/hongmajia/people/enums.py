"""Enumerations of the people room: kinds, grades, honours, roles, states and verbs."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core.marks import Colour, Mark, Marks


class HelperKind(TextChoices):
    """The two kinds of helpers."""

    ARTISAN = "artisan", pgettext_lazy("one", "劳模工匠")
    TEAM = "team", pgettext_lazy("one", "服务队")


class SkillGrade(IntegerChoices):
    """The eight skill grades (新八级工), from apprentice to chief technician."""

    APPRENTICE = 1, _("学徒工")
    JUNIOR = 2, _("初级工")
    INTERMEDIATE = 3, _("中级工")
    SENIOR = 4, _("高级工")
    TECHNICIAN = 5, _("技师")
    SENIOR_TECHNICIAN = 6, _("高级技师")
    SPECIAL_TECHNICIAN = 7, _("特级技师")
    CHIEF_TECHNICIAN = 8, _("首席技师")


class LicenceKind(TextChoices):
    """Kinds of licences (资格证) that a service may take by law; ``OTHER`` is only noted.

    The kinds of special work (特种作业) are those that dangers of a place ask for.
    """

    DOCTOR = "doctor", _("医师执业证")
    ELECTRICIAN = "electrician", _("特种作业操作证（电工）")
    WELDING = "welding", _("特种作业操作证（焊接与热切割）")
    HEIGHT = "height", _("特种作业操作证（高处）")
    CONFINED = "confined", _("有限空间作业证")
    CHEMICAL = "chemical", _("特种作业操作证（危险化学品）")
    OTHER = "other", _("其他证书")


class HonourLevel(IntegerChoices):
    """Levels of honours, highest first (docs/domain.md, “Honours ladder”)."""

    NATIONAL_MODEL = 1, _("全国劳动模范、先进工作者")
    NATIONAL_MEDAL = 2, _("全国五一劳动奖章、大国工匠")
    PROVINCE_MODEL = 3, _("省劳动模范、先进工作者")
    PROVINCE_MEDAL = 4, _("省五一劳动奖章、省级工匠")
    CITY_MODEL = 5, _("市劳动模范")
    CITY_ARTISAN = 6, _("市级工匠")
    COUNTY = 7, _("县级")
    OTHER = 9, _("其他")


class TeamRole(TextChoices):
    """The role of a member in a team."""

    LEADER = "leader", _("队长")
    GROUP_LEADER = "group_leader", _("组长")
    MEMBER = "member", pgettext_lazy("one", "队员")


class HelperVerb(TextChoices):
    """Verbs of events on artisans and teams, each with the sentence that describes the event."""

    REGISTERED = "helper.registered", _("%(actor)s登记%(helper)s")
    CHANGED = "helper.changed", _("%(actor)s修改资料：%(fields)s")
    PAUSED = "helper.paused", _("%(actor)s设为暂停接单，到%(until)s为止")
    RESUMED = "helper.resumed", _("%(actor)s恢复接单")
    NAME_CONSENTED = "helper.name_consented", _("%(actor)s记下：本人同意公开姓名")
    NAME_WITHDRAWN = "helper.name_withdrawn", _("%(actor)s记下：本人不再公开姓名")
    PHOTO_CONSENTED = "helper.photo_consented", _("%(actor)s记下：本人同意公开照片")
    PHOTO_WITHDRAWN = "helper.photo_withdrawn", _("%(actor)s记下：本人不再公开照片")
    LICENCE_SAVED = "helper.licence_saved", _("%(actor)s登记%(what)s")
    LICENCE_REMOVED = "helper.licence_removed", _("%(actor)s删去%(what)s")
    INSURED = "helper.insured", _("%(actor)s登记志愿者保险，保到%(until)s")
    UNINSURED = "helper.uninsured", _("%(actor)s删去志愿者保险")
    SAFETY_REVEALED = "helper.safety_revealed", _("%(actor)s查看了%(what)s的号码")
    REVEALED = "helper.revealed", _("%(actor)s查看了手机号")
    ACCOUNT_OPENED = "helper.account_opened", _("%(actor)s给%(helper)s开通账号")
    LEFT = "helper.left", _("%(actor)s把%(helper)s移出名册")
    RETURNED = "helper.returned", _("%(actor)s把%(helper)s重新列入名册")
    MERGED = "helper.merged", _("%(actor)s把名册上的两行%(helper)s并成一行，%(n)s样东西并过来")
    SEATED = "team.seated", _("%(actor)s安排%(member)s任%(role)s")
    UNSEATED = "team.unseated", _("%(member)s离开这支队")
    TIED = "helper.tied", _("%(actor)s安排和%(firm)s长期结对")
    UNTIED = "helper.untied", _("%(actor)s结束和%(firm)s的长期结对")
    SENT = "team.sent", _("%(actor)s登记派出单位：%(sender)s")
    FLAG_AWARDED = "team.flag_awarded", _("%(union)s授旗")
    FLAG_TAKEN_BACK = "team.flag_taken_back", _("%(actor)s撤回%(on)s的授旗")


class ApprenticeshipState(TextChoices):
    """States of an apprenticeship; see ``states.TRANSITIONS``."""

    AGREED = "agreed", _("待签协议")
    RUNNING = "running", _("结对中")
    FINISHED = "finished", _("已出师")
    ENDED = "ended", _("已解除")


APPRENTICESHIP_MARKS: Marks = {
    ApprenticeshipState.AGREED: Mark("pencil", Colour.AMBER),
    ApprenticeshipState.RUNNING: Mark("school", Colour.BLUE),
    ApprenticeshipState.FINISHED: Mark("circle-check-filled", Colour.GREEN),
    ApprenticeshipState.ENDED: Mark("circle-x", Colour.GREY),
}


LIVE = (ApprenticeshipState.AGREED, ApprenticeshipState.RUNNING)
"""States of an apprenticeship that is not over."""


class AssessmentGrade(IntegerChoices):
    """Grades of an assessment, lowest first."""

    FAILED = 1, _("不合格")
    PASSED = 2, _("合格")
    GOOD = 3, _("良好")
    EXCELLENT = 4, _("优秀")


class ApprenticeVerb(TextChoices):
    """Verbs of events on apprenticeships, each with the sentence that describes the event."""

    PAIRED = "apprenticeship.paired", _("%(actor)s登记%(master)s和%(apprentice)s结对")
    CHANGED = "apprenticeship.changed", _("%(actor)s修改结对内容：%(fields)s")
    SIGNED = "apprenticeship.signed", _("%(actor)s登记协议已签")
    UNSIGNED = "apprenticeship.unsigned", _("%(actor)s撤回协议已签")
    ASSESSED = "apprenticeship.assessed", _("%(actor)s记下考核：%(grade)s")
    FINISHED = "apprenticeship.finished", _("%(apprentice)s出师")
    ENDED = "apprenticeship.ended", _("%(actor)s解除结对")
