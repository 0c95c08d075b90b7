"""SMS by 阿里云 with its own SDK (SendSms, 2017-05-25): fixed templates with params.

https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms (request),
https://help.aliyun.com/document_detail/101347.html (what its codes mean). The SDK is the extra
``aliyun`` and is loaded when the first message is sent.
"""

import json
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings

from ...enums import Reason
from ..protocol import AnswerLost, Message, NotDelivered, NotTaken, NumberRefused, ServerFailed
from ..transport import failure_of

NUMBER = ("isv.MOBILE_NUMBER_ILLEGAL", "isv.BLACK_KEY_CONTROL_LIMIT", "isv.UNSUBSCRIBED_NUMBER")
LIMITS = ("isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL")
OF_ALL = (
    "isv.AMOUNT_NOT_ENOUGH", "isv.OUT_OF_SERVICE", "isv.ACCOUNT_ABNORMAL",
    "isv.PRODUCT_UN_SUBSCRIPT", "isp.RAM_PERMISSION_DENY", "isp.SYSTEM_ERROR",
)  # fmt: skip
"""Refusals that every message would meet."""


def is_configured() -> bool:
    """Whether an account is set."""
    return bool(settings.ALIYUN_SMS)


def send(message: Message) -> str:
    """Hand the message over; its receipt number there. Raises ``NotDelivered``."""
    from alibabacloud_dysmsapi20170525.models import SendSmsRequest
    from darabonba.runtime import RuntimeOptions

    asked = SendSmsRequest(
        phone_numbers=message.to,
        sign_name=settings.ALIYUN_SMS["sign"],
        template_code=settings.SMS_TEMPLATES[message.name],
        template_param=json.dumps(message.params, ensure_ascii=False),
        out_id=message.key,
    )
    wait = settings.SMS_TIMEOUT * 1000
    once = RuntimeOptions(autoretry=False, connect_timeout=wait, read_timeout=wait)
    try:
        answer = _client().send_sms_with_options(asked, once)
    except Exception as error:  # the SDK's errors share no class
        raise _failure(error) from None
    return _taken(answer.body)


def _client() -> Any:
    from alibabacloud_dysmsapi20170525.client import Client
    from alibabacloud_tea_openapi.utils_models import Config

    given = settings.ALIYUN_SMS
    api = urlsplit(given["api"])
    return Client(
        Config(
            access_key_id=given["key"],
            access_key_secret=given["secret"],
            endpoint=api.netloc,
            protocol=api.scheme.upper(),
        )
    )


def _taken(body: Any) -> str:
    """The receipt number of an answer that says OK; raises ``NotDelivered`` for the others."""
    code = body.code if body else None
    if code == "OK":
        return str(body.biz_id or "")
    if not code:
        raise AnswerLost(Reason.ANSWER_UNCLEAR)
    raise _refusal(code)


def _refusal(code: str) -> NotDelivered:
    if code in NUMBER:
        return NumberRefused(Reason.NUMBER_REFUSED, code[:40])
    if code in LIMITS:
        return NotTaken(Reason.THROTTLED, code[:40])
    failed = ServerFailed if code in OF_ALL else NotTaken
    return failed(Reason.ANSWERED_NO, code[:40])


def _failure(error: Exception) -> NotDelivered:
    """What an error of the SDK means: of the network, of the account, or of the answer."""
    inner = getattr(error, "inner_exception", None) or error
    cause = inner.__context__
    if isinstance(cause, requests.RequestException):
        return failure_of(cause)
    status, code = getattr(inner, "status_code", None), str(getattr(inner, "code", "") or "")
    if status is None:
        return AnswerLost(Reason.ANSWER_UNCLEAR, type(inner).__name__[:40])
    if status in (429, 503) or "Throttling" in code:
        return ServerFailed(Reason.THROTTLED, f"HTTP {status}")
    if status >= 500:
        return AnswerLost(Reason.ANSWER_UNCLEAR, f"HTTP {status}")
    return ServerFailed(Reason.ANSWERED_NO, (code or f"HTTP {status}")[:40])
