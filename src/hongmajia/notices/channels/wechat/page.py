"""What a page needs so that 微信 lets people agree on it: the signature of its script (JS-SDK).

https://developers.weixin.qq.com/doc/service/guide/h5/jssdk.html (附录1, the signature);
https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_Open_Tag.html (the tag).
"""

import hashlib
import secrets
import time
from typing import Any

from django.conf import settings

from . import ticket

MOST = 3
"""Templates about which people can be asked by one button."""


def configuration(url: str) -> dict[str, Any]:
    """The argument of ``wx.config`` for the page at ``url``; raises ``NotDelivered``."""
    nonce, at = secrets.token_hex(8), int(time.time())
    return {
        "appId": settings.WECHAT_NOTICES["id"],
        "timestamp": at,
        "nonceStr": nonce,
        "signature": signature(ticket(), nonce, at, url),
        "jsApiList": [],
        "openTagList": ["wx-open-subscribe"],
    }


def signature(of_ticket: str, nonce: str, at: int, url: str) -> str:
    """The signature of a page; ``url`` is its whole address without what follows ``#``."""
    text = f"jsapi_ticket={of_ticket}&noncestr={nonce}&timestamp={at}&url={url.partition('#')[0]}"
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def buttons() -> list[str]:
    """The templates about which people are asked, by button: ids between commas, each once."""
    ids = list(dict.fromkeys(each.id for each in settings.WECHAT_TEMPLATES.values()))
    return [",".join(ids[begin : begin + MOST]) for begin in range(0, len(ids), MOST)]
