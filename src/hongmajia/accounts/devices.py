"""Devices: a browser is known again by a long-lived random cookie, and named by what it says."""

import re
import secrets
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.encryption import field_keys

COOKIE = "device"
KEPT = 400 * 24 * 3600
"""Seconds; browsers keep no cookie longer."""
DIGEST_LENGTH = 32
"""Characters of the digest of a device: 192 bits."""
_GIVEN = "given_device"

BROWSERS = {
    "wxwork": gettext_lazy("企业微信"),
    "MicroMessenger": gettext_lazy("微信"),
    "DingTalk": gettext_lazy("钉钉"),
    "HuaweiBrowser|ArkWeb": gettext_lazy("华为浏览器"),
    "MiuiBrowser": gettext_lazy("小米浏览器"),
    "QQBrowser": gettext_lazy("QQ浏览器"),
    "Quark|UCBrowser": gettext_lazy("UC浏览器"),
    "360SE|360EE|QihooBrowser": gettext_lazy("360浏览器"),
    r"Edg(e|A|iOS)?/": "Edge",
    "Firefox|FxiOS": "Firefox",
    "Chrome|CriOS": "Chrome",
    "Safari": "Safari",
}
"""What a browser says of itself → its name; most also claim to be those further down."""
SYSTEMS = {
    "HarmonyOS|OpenHarmony": gettext_lazy("鸿蒙"),
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": gettext_lazy("安卓"),
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux|X11": "Linux",
}


def device_name(agent: str) -> str:
    """A browser in words, such as “Edge，Windows”, from the header by which it presents itself."""
    named = [
        next((str(name) for pattern, name in table.items() if re.search(pattern, agent)), "")
        for table in (BROWSERS, SYSTEMS)
    ]
    return _("，").join(filter(None, named)) or _("认不出的设备")


def address_name(address: str) -> str:
    """An address in words: whether it belongs to a network that is not open to the world."""
    try:
        is_inside = ip_address(address).is_private
    except ValueError:
        return address or _("地址不详")
    return _("%(address)s（内网）") % {"address": address} if is_inside else address


def digests_of(token: str, user_pk: int) -> list[str]:
    """What may be stored of a device: another digest for each account and each key."""
    keys = field_keys()
    return [key.digest("device", f"{user_pk}-{token}", DIGEST_LENGTH) for key in keys]


def device_of(request: HttpRequest) -> str:
    """The random name of this browser; one without a name is given one."""
    token = request.COOKIES.get(COOKIE, "") or secrets.token_urlsafe(32)
    setattr(request, _GIVEN, token)
    return token


def know_devices(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the browser by which somebody signed in keeps its name, for as long again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if token := getattr(request, _GIVEN, ""):
            response.set_cookie(
                COOKIE,
                token,
                max_age=KEPT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
