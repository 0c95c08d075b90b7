"""The robot of a union's group chat: setting it, and what it repeats there."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused

from .enums import RobotVerb
from .models import Delivery, GroupRobot, Preference
from .models.sentences import Line, line_of
from .sending import send_delivery
from .timing import quiet_until

PATHS = {"/robot/send": "access_token", "/cgi-bin/webhook/send": "key"}
"""Path of a robot's address → the name of its key."""


@transaction.atomic
def set_robot(*, union: Any, actor: Actor, address: str, secret: str = "") -> GroupRobot:
    """Let a robot repeat in the union's group chat what its cadres are told; replaces another.

    Raises ``Refused`` for what is no address of a robot at a vendor of the settings: requests to
    other places would let whoever sets it look into our network.
    """
    _check(address)
    facts = {"address": address.strip(), "secret": secret.strip()}
    robot, _made = GroupRobot.objects.update_or_create(
        union=union,
        defaults={**facts, "set_by": account_of(actor), "set_at": timezone.now()},
    )
    record(actor, RobotVerb.SET, union, audience=Audience.UNIONS, data={"union": union.name})
    return robot


@transaction.atomic
def remove_robot(*, union: Any, actor: Actor) -> None:
    """Let nothing be written into the group chat any more."""
    if GroupRobot.objects.filter(union=union).delete()[0]:
        record(
            actor, RobotVerb.REMOVED, union, audience=Audience.UNIONS, data={"union": union.name}
        )


def robot_of(union: Any) -> GroupRobot | None:
    """The robot of the union, if it has set one."""
    return GroupRobot.objects.filter(union=union).first()


def tell_group(union: Any, line: Line, url: str) -> None:
    """Queue what the robot of the union repeats; at night it waits for the morning."""
    now = timezone.now()
    _queue(union, line, url, quiet_until(Preference(), now) or now)


def try_robot(union: Any) -> None:
    """Queue a message with which whoever set the robot sees that it works, at night as well."""
    line = line_of(gettext_lazy("红马甲接通了这个群"), {})
    _queue(union, line, f"/unions/{union.pk}/", timezone.now())


def _queue(union: Any, line: Line, url: str, due_at: datetime) -> None:
    if (robot := robot_of(union)) is None:
        return
    delivery = Delivery.objects.create(
        channel=robot.channel, lines=[line], url=url, union=union, due_at=due_at
    )
    send_delivery.enqueue(delivery.pk)


def _check(address: str) -> None:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        parts = urlsplit("")
    hosts, key = settings.ROBOT_HOSTS, PATHS.get(parts.path, "")
    is_known = parts.scheme == "https" and parts.netloc in hosts
    if not key or not (is_known or f"{parts.scheme}://{parts.netloc}" in hosts):
        said = _("这不是钉钉或企业微信群机器人的地址，请从群设置里复制（https://%(hosts)s）。")
        raise Refused(said % {"hosts": _("、").join(hosts)})
    if not parse_qs(parts.query).get(key):
        raise Refused(_("地址不完整，缺%(key)s。") % {"key": key})
