"""Accounts elsewhere that people may sign in with: 浙政钉, 钉钉, 企业微信, 微信, 浙里办,
OpenID Connect.

Each is a provider of django-allauth. What differs from it is in ``base``; the settings that switch
one on stand in ``config/environment.py``.
"""

from allauth.socialaccount.providers import registry

from .dingtalk import DingTalk
from .oidc import OpenIDConnect
from .wechat import WeChat
from .wecom import WeCom
from .zheliban import Zheliban
from .zhezhengding import Zhezhengding

PROVIDERS = (Zhezhengding, DingTalk, WeCom, WeChat, Zheliban, OpenIDConnect)
"""In the order of the sign-in page."""


def register_providers() -> None:
    """Make them known to django-allauth."""
    for provider in PROVIDERS:
        registry.register(provider)
