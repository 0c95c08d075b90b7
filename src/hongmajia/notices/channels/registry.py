"""The channels that carry deliveries, by the name that a delivery stores."""

from django.utils.translation import gettext_lazy as _

from . import dingtalk, dingtalk_group, mail, sms, wechat, wecom, wecom_group, zhezhengding
from .protocol import Channel

CHANNELS: dict[str, Channel] = {
    "zhezhengding": zhezhengding,
    "dingtalk": dingtalk,
    "wecom": wecom,
    "wechat": wechat,
    "mail": mail,
    "sms": sms,
    "dingtalk_group": dingtalk_group,
    "wecom_group": wecom_group,
}

LABELS = {
    "zhezhengding": _("浙政钉"),
    "dingtalk": _("钉钉"),
    "wecom": _("企业微信"),
    "wechat": _("微信"),
    "mail": _("邮件"),
    "sms": _("短信"),
    "dingtalk_group": _("钉钉群"),
    "wecom_group": _("企业微信群"),
}
"""The name of each on pages."""

IDENTITIES = ("zhezhengding", "dingtalk", "wecom", "wechat")
"""Channels whose address is the person's account there, by which they may also sign in."""

GROUPS = ("dingtalk_group", "wecom_group")
"""Channels to the group chat of a union, by a robot."""

PERSONAL = (*IDENTITIES, "mail", "sms")
"""Channels to one person; whoever has not chosen is told by the first that is open."""


def is_open(name: str) -> bool:
    """Whether that channel is there and set up."""
    return name in CHANNELS and CHANNELS[name].is_configured()
