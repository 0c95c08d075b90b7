"""Messages of our 服务号 in 微信 (订阅通知) to people who agreed to its templates there.

https://developers.weixin.qq.com/doc/service/api/notify/notify/api_sendnewsubscribemsg.html
(``bizsend``), …/doc/service/api/base/api_getstableaccesstoken (token). The vendor does not
recognise a second try, so what may have left is not sent again.
"""

from functools import partial
from typing import Any

from django.conf import settings

from ...enums import Reason
from ..answers import Codes, checked
from ..protocol import Message, NotTaken
from ..tokens import forget, token
from ..transport import exchange, preparing
from .fields import filled

CODES = Codes(
    account=(40003,),
    unwanted=(43101,),
    later=(-1, 45009, 45011),
    token=(40001, 40014, 42001),
    of_all=(40013, 40125, 40164, 41002, 41004, 48001, 50002),
)


def is_configured() -> bool:
    """Whether our 服务号 and its templates are set."""
    return bool(settings.WECHAT_NOTICES and settings.WECHAT_TEMPLATES)


def is_idempotent() -> bool:
    """The vendor delivers each request."""
    return False


def send(message: Message) -> str:
    """Send by the template of its kind to the person with this ``openid``; no id comes back.

    Raises ``NotDelivered``.
    """
    template = settings.WECHAT_TEMPLATES.get(message.kind)
    if template is None:
        raise NotTaken(Reason.NO_TEMPLATE)
    body = {
        "touser": message.to,
        "template_id": template.id,
        "page": message.url,
        "data": filled(template, message),
    }
    asked = {"access_token": access_token()}
    url = f"{settings.WECHAT_NOTICES['api']}/cgi-bin/message/subscribe/bizsend"
    content = exchange(method="POST", url=url, params=asked, json=body).content()
    checked(content, CODES, partial(forget, "wechat"))
    return ""


def access_token() -> str:
    """The token of our 服务号; raises ``NotDelivered``."""
    return token("wechat", _fetch)


def _fetch() -> tuple[str, int]:
    given = settings.WECHAT_NOTICES
    asked = {"grant_type": "client_credential", "appid": given["id"], "secret": given["secret"]}
    url = f"{given['api']}/cgi-bin/stable_token"
    content = preparing(method="POST", url=url, json=asked)
    found = checked({"errcode": 0, **content}, CODES_OF_TOKEN)
    return str(found["access_token"]), int(found["expires_in"])


CODES_OF_TOKEN = Codes(later=CODES.later, of_all=(*CODES.token, *CODES.of_all))
"""Where a token is asked for, each refusal is one of the account."""


def ticket() -> str:
    """What the page on which people agree is signed with; raises ``NotDelivered``."""
    return token("wechat ticket", _fetch_ticket)


def _fetch_ticket() -> tuple[str, int]:
    asked: dict[str, Any] = {"access_token": access_token(), "type": "jsapi"}
    url = f"{settings.WECHAT_NOTICES['api']}/cgi-bin/ticket/getticket"
    content = preparing(method="GET", url=url, params=asked)
    found = checked(content, CODES, partial(forget, "wechat"))
    return str(found["ticket"]), int(found["expires_in"])
