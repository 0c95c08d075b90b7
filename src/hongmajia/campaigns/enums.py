"""Choices of the campaigns room: kinds of campaigns, and verbs of their events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CampaignKind(TextChoices):
    """What unions call a campaign."""

    ACTION = "action", _("专项行动")
    THEME = "theme", _("主题活动")
    POST = "post", _("岗位、品牌")
    """A standing one, such as 党员先锋岗."""
    LECTURES = "lectures", _("讲师团")
    """Masters who lecture where they are asked to."""


class AskState(TextChoices):
    """What a union that was asked to be a partner, or a master to be a lecturer, has answered."""

    OPEN = "open", _("等答复")
    AGREED = "agreed", _("已同意")
    DECLINED = "declined", _("没有同意")


class CampaignVerb(TextChoices):
    """Verbs of the logged events on campaigns; each label is the sentence that timelines show."""

    STARTED = "campaign.started", _("%(actor)s设立“%(name)s”")
    CHANGED = "campaign.changed", _("%(actor)s修改%(fields)s")
    TAGGED = "campaign.tagged", _("%(actor)s加入一条记录（%(what)s）")
    UNTAGGED = "campaign.untagged", _("%(actor)s去掉一条记录（%(what)s）")
    PARTNER_ASKED = "campaign.partner_asked", _("%(actor)s请%(union)s联办")
    PARTNER_AGREED = "campaign.partner_agreed", _("%(union)s%(actor)s同意联办")
    PARTNER_DECLINED = "campaign.partner_declined", _("%(union)s%(actor)s没有同意联办")
    LECTURER_ASKED = "campaign.lecturer_asked", _("%(actor)s请%(helper)s进讲师团")
    LECTURER_AGREED = "campaign.lecturer_agreed", _("%(helper)s同意进讲师团（%(actor)s记下）")
    LECTURER_DECLINED = "campaign.lecturer_declined", _("%(helper)s没有同意（%(actor)s记下）")
    LECTURER_LEFT = "campaign.lecturer_left", _("%(helper)s不再是讲师（%(actor)s记下）")
    CALLED_OFF = "campaign.called_off", _("%(actor)s取消“%(name)s”")
