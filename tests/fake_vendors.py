"""Vendors of messages on this machine: each answers as its published page says, or fails as told.

    with FakeDingTalk() as vendor:
        vendor.switch_on(settings)
        …
        assert vendor.taken == [("manager1", "…")]

They read requests by themselves and share no code with the channels that they stand in for.
"""

import base64
import hashlib
import hmac
import json
import re
import socket
import struct
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, quote, urlsplit

from pytest_django import Settings

from hongmajia.config import environment
from hongmajia.notices import sending
from hongmajia.notices.channels import tokens

KEY, SECRET = "key-of-the-tests", "secret-of-the-tests"


class Asked(NamedTuple):
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    body: str
    headers: dict[str, str]

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.body))

    @property
    def form(self) -> dict[str, str]:
        return flat(self.body)


def flat(text: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(text, True).items()}


class Pages(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        where, fake = urlsplit(self.path), self.server.fake
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, where.path, flat(where.query), body, headers)
        fault = fake.fault if fake.is_message(asked) else ""
        if fault == "timeout":
            fake.released.wait(10)
        elif fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.rfile.close()
        elif fault == "5xx":
            self._say(500, "oops")
        elif fault == "invalid answer":
            self._say(200, "<html>欢迎</html>")
        else:
            self._say(*fake.answer(asked))

    do_GET = do_POST  # noqa: N815

    def _say(self, status: int, data: Any) -> None:
        content = (data if isinstance(data, str) else json.dumps(data)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Tests print nothing."""


class FakeVendor:
    """One vendor, from ``with`` to its end. Faults: timeout, reset, 5xx, invalid answer,
    throttled, wrong key, refused."""

    person = "person-1"

    def __init__(self) -> None:
        self.fault = ""
        self.taken: list[tuple[str, str]] = []
        """To whom, and what, of each message that it delivered."""
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self._server.daemon_threads = True
        self._server.fake = self  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        sending.rests.clear()
        tokens._known.clear()
        return self

    def __exit__(self, *args: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def is_message(self, asked: Asked) -> bool:
        """Whether the request hands a message over, and is not one before it."""
        return True

    def answer(self, asked: Asked) -> tuple[int, Any]:
        raise NotImplementedError


class FakeDingTalk(FakeVendor):
    """https://open.dingtalk.com/document/orgapp/obtain-orgapp-token (``gettoken``),
    https://help.dingtalk.io/open/development/query-a-user-by-the-union-id (``getbyunionid``),
    https://open-doc.dingtalk.com/microapp/serverapi2/pgoxpy (``asyncsend_v2``; the same text
    reaches one person once a day), https://zidingyi.apifox.cn/api-37157310 (codes of throttling).
    """

    def switch_on(self, settings: Settings) -> None:
        text = json.dumps({"key": KEY, "secret": SECRET, "agent": "1234", "api": self.url})
        variable = environment.DINGTALK_NOTICES
        settings.DINGTALK_NOTICES = variable.read({variable.name: text})

    def is_message(self, asked: Asked) -> bool:
        return "asyncsend_v2" in asked.path

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if asked.path == "/gettoken":
            if self.fault == "wrong key" or asked.query != {"appkey": KEY, "appsecret": SECRET}:
                return 200, {"errcode": 40089, "errmsg": "不合法的corpid或corpsecret"}
            return 200, {"errcode": 0, "errmsg": "ok", "access_token": "t1", "expires_in": 7200}
        if asked.query["access_token"] != "t1":
            return 200, {"errcode": 40014, "errmsg": "不合法的access_token"}
        if asked.path == "/topapi/user/getbyunionid":
            if self.fault == "refused" or asked.json["unionid"] != f"u-{self.person}":
                return 200, {"errcode": 60121, "errmsg": "找不到该用户"}
            return 200, {"errcode": 0, "result": {"contact_type": 0, "userid": "manager1"}}
        return self._notice(asked.json)

    def _notice(self, asked: dict[str, Any]) -> tuple[int, Any]:
        if self.fault == "throttled":
            return 200, {"errcode": 143103, "errmsg": "企业单应用消息发送人次QPM超限"}
        assert asked["agent_id"] == 1234
        assert asked["msg"]["msgtype"] == "text"
        message = (asked["userid_list"], asked["msg"]["text"]["content"])
        if message not in self.taken:
            self.taken.append(message)
        return 200, {"errcode": 0, "task_id": 256271667526, "request_id": "4jzllmte0wau"}


class FakeWeCom(FakeVendor):
    """https://developer.work.weixin.qq.com/document/path/90236 (``message/send``),
    https://developer.work.weixin.qq.com/document/path/91039 (``gettoken``),
    https://static.kancloud.cn/dabashan/qiwei/2376083 (a copy of the codes).
    """

    def switch_on(self, settings: Settings) -> None:
        given = {"id": "corp1", "agent": "7", "secret": SECRET, "api": f"{self.url}/cgi-bin"}
        variable = environment.WECOM_NOTICES
        settings.WECOM_NOTICES = variable.read({variable.name: json.dumps(given)})

    def is_message(self, asked: Asked) -> bool:
        return asked.path == "/cgi-bin/message/send"

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if asked.path == "/cgi-bin/gettoken":
            if self.fault == "wrong key":
                return 200, {"errcode": 40001, "errmsg": "invalid credential"}
            assert asked.query == {"corpid": "corp1", "corpsecret": SECRET}
            return 200, {"errcode": 0, "errmsg": "ok", "access_token": "t2", "expires_in": 7200}
        if self.fault == "throttled":
            return 200, {"errcode": 45009, "errmsg": "api freq out of limit"}
        said = asked.json
        if self.fault == "refused" or said["touser"] != self.person:
            return 200, {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
        assert (said["agentid"], said["msgtype"]) == (7, "text")
        assert said["enable_duplicate_check"] == 1
        message = (said["touser"], said["text"]["content"])
        if message not in self.taken:
            self.taken.append(message)
        return 200, {"errcode": 0, "errmsg": "ok", "invaliduser": "", "msgid": "msg-1"}


class FakeWeChat(FakeVendor):
    """https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken
    (``stable_token``), https://developers.weixin.qq.com/doc/service/en/api/notify/notify/
    api_sendnewsubscribemsg.html (``bizsend``: codes; the limits of a place by its sort),
    https://developers.weixin.qq.com/doc/service/guide/h5/jssdk.html (``getticket``).
    """

    limits = {
        "thing": r"[^\n]{1,20}",
        "time": r"\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d",
        "phrase": r".{1,5}",
    }

    def switch_on(self, settings: Settings, *, once: bool = False) -> None:
        text = json.dumps({"id": "wx1", "secret": SECRET, "api": self.url})
        variable = environment.WECHAT_NOTICES
        settings.WECHAT_NOTICES = variable.read({variable.name: text})
        fields = {"thing1": "title", "time2": "at", "phrase3": "=红马甲"}
        given = {
            "news": {"id": "template-news", "fields": fields, "once": once},
            "act": {"id": "template-act", "fields": fields},
            "changed": {"id": "template-act", "fields": fields},
        }
        templates = environment.WECHAT_TEMPLATES
        settings.WECHAT_TEMPLATES = templates.read({templates.name: json.dumps(given)})

    def is_message(self, asked: Asked) -> bool:
        return asked.path == "/cgi-bin/message/subscribe/bizsend"

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if asked.path == "/cgi-bin/stable_token":
            return self._token(asked)
        if asked.query["access_token"] != "t3":
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        if asked.path == "/cgi-bin/ticket/getticket":
            assert asked.query["type"] == "jsapi"
            return 200, {"errcode": 0, "errmsg": "ok", "ticket": "ticket-1", "expires_in": 7200}
        return self._notice(asked.json)

    def _token(self, asked: Asked) -> tuple[int, Any]:
        assert asked.method == "POST"
        assert asked.json["grant_type"] == "client_credential"
        if self.fault == "wrong key" or (asked.json["appid"], asked.json["secret"]) != (
            "wx1", SECRET,
        ):  # fmt: skip
            return 200, {"errcode": 40125, "errmsg": "invalid appsecret"}
        return 200, {"access_token": "t3", "expires_in": 7200}

    def _notice(self, said: dict[str, Any]) -> tuple[int, Any]:
        if self.fault == "throttled":
            return 200, {"errcode": 45009, "errmsg": "reach max api daily quota limit"}
        if said["touser"] != self.person:
            return 200, {"errcode": 40003, "errmsg": "invalid openid"}
        if self.fault == "refused":
            return 200, {"errcode": 43101, "errmsg": "user refuse to accept the msg"}
        if not said["template_id"].startswith("template-"):
            return 200, {"errcode": 40037, "errmsg": "invalid template_id"}
        for place, given in said["data"].items():
            if not re.fullmatch(self.limits[place.rstrip("0123456789")], given["value"]):
                return 200, {"errcode": 47003, "errmsg": f"argument invalid! data.{place}.value"}
        self.taken.append((said["touser"], f"{said['data']['thing1']['value']} {said['page']}"))
        return 200, {"errcode": 0, "errmsg": "ok"}


class FakeZhezhengding(FakeVendor):
    """https://www.ewbang.com/community/article/details/961480425.html (``workNotification``; one
    ``bizMsgId`` is taken once, the second is refused as 重复),
    https://blog.csdn.net/m0_68318951/article/details/135023098 (signature).
    """

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def switch_on(self, settings: Settings) -> None:
        given = {"key": KEY, "secret": SECRET, "tenant": "196729", "api": self.url}
        variable = environment.ZHEZHENGDING_NOTICES
        settings.ZHEZHENGDING_NOTICES = variable.read({variable.name: json.dumps(given)})

    def answer(self, asked: Asked) -> tuple[int, Any]:
        assert (asked.method, asked.path) == ("POST", "/message/workNotification")
        if self.fault == "wrong key" or not self._is_signed(asked):
            return 200, {"Code": "401", "Message": "signature", "success": False}
        if self.fault == "throttled":
            return 200, {"success": False, "bizErrorCode": "FLOW_CONTROL"}
        if self.fault == "refused" or asked.form["receiverIds"] != self.person:
            return 200, {"success": False, "bizErrorCode": "INVALID_RECEIVER"}
        if asked.form["bizMsgId"] in self.ids:
            return 200, {"success": False, "bizErrorCode": "DUP", "errorMsg": "bizMsgId重复"}
        self.ids.add(asked.form["bizMsgId"])
        said = json.loads(asked.form["msg"])
        assert asked.form["tenantId"] == "196729"
        self.taken.append((asked.form["receiverIds"], said["text"]["content"]))
        return 200, {"success": True, "content": "msg-of-zzd-1"}

    def _is_signed(self, asked: Asked) -> bool:
        at, nonce = asked.headers["x-hmac-auth-timestamp"], asked.headers["x-hmac-auth-nonce"]
        age = datetime.now(UTC) - datetime.fromisoformat(at)
        listed = "&".join(f"{name}={asked.form[name]}" for name in sorted(asked.form))
        text = f"{asked.method}\n{at}\n{nonce}\n{asked.path}\n{listed}"
        digest = hmac.digest(SECRET.encode(), text.encode(), hashlib.sha256)
        signature = base64.b64encode(digest).decode()
        is_new = abs(age.total_seconds()) < 300
        return is_new and asked.headers["x-hmac-auth-signature"] == signature


class FakeDingTalkGroup(FakeVendor):
    """https://open.dingtalk.com/document/orgapp/custom-robot-access (message),
    https://open.dingtalk.com/document/orgapp/customize-robot-security-settings (signature),
    https://blog.csdn.net/jialiuyang/article/details/118615052 (the answer to too many).
    """

    @property
    def address(self) -> str:
        return f"{self.url}/robot/send?access_token={KEY}"

    def switch_on(self, settings: Settings) -> None:
        settings.ROBOT_HOSTS = [self.url]

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if self.fault == "throttled":
            return 200, {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
        if self.fault == "refused" or asked.query["access_token"] != KEY:
            return 200, {"errcode": 300001, "errmsg": "token is not exist"}
        if self.fault == "wrong key" or not self._is_signed(asked.query):
            return 200, {"errcode": 310000, "errmsg": "sign not match"}
        self.taken.append(("group", asked.json["text"]["content"]))
        return 200, {"errcode": 0, "errmsg": "ok"}

    def _is_signed(self, query: dict[str, str]) -> bool:
        text = f"{query['timestamp']}\n{SECRET}"
        digest = hmac.digest(SECRET.encode(), text.encode(), hashlib.sha256)
        is_new = abs(time.time() * 1000 - int(query["timestamp"])) < 3_600_000
        return is_new and query["sign"] == base64.b64encode(digest).decode()


class FakeWeComGroup(FakeVendor):
    """https://developer.work.weixin.qq.com/document/path/99110 (robot of a group)."""

    @property
    def address(self) -> str:
        return f"{self.url}/cgi-bin/webhook/send?key={KEY}"

    def switch_on(self, settings: Settings) -> None:
        settings.ROBOT_HOSTS = [self.url]

    def answer(self, asked: Asked) -> tuple[int, Any]:
        if self.fault == "throttled":
            return 200, {"errcode": 45009, "errmsg": "api freq out of limit"}
        if self.fault in ("refused", "wrong key") or asked.query["key"] != KEY:
            return 200, {"errcode": 93000, "errmsg": "invalid webhook url"}
        self.taken.append(("group", asked.json["text"]["content"]))
        return 200, {"errcode": 0, "errmsg": "ok"}


class FakeAliyun(FakeVendor):
    """https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms (SendSms),
    https://help.aliyun.com/document_detail/101347.html (codes),
    https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature (V3).
    """

    def switch_on(self, settings: Settings) -> None:
        given = {"key": KEY, "secret": SECRET, "sign": "红马甲", "api": self.url}
        variable = environment.ALIYUN_SMS
        settings.ALIYUN_SMS = variable.read({variable.name: json.dumps(given)})
        settings.SMS_URL, settings.SMS_TIMEOUT = "", 5

    def answer(self, asked: Asked) -> tuple[int, Any]:
        assert asked.headers["x-acs-action"] == "SendSms"
        if self.fault == "wrong key":
            return 404, {"Code": "InvalidAccessKeyId.NotFound", "Message": "not found"}
        if not self._is_signed(asked):
            return 400, {"Code": "SignatureDoesNotMatch", "Message": "signature"}
        fields = asked.query
        if self.fault == "throttled":
            return 200, {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "触发天级流控"}
        if self.fault == "refused":
            return 200, {"Code": "isv.MOBILE_NUMBER_ILLEGAL", "Message": "号码格式错误"}
        if any(len(param) > 35 for param in json.loads(fields["TemplateParam"]).values()):
            return 200, {"Code": "isv.PARAM_LENGTH_LIMIT", "Message": "参数超过长度限制"}
        assert fields["SignName"] == "红马甲"
        said = f"{fields['TemplateCode']} {fields['TemplateParam']}"
        self.taken.append((fields["PhoneNumbers"], said))
        return 200, {
            "Code": "OK",
            "Message": "OK",
            "BizId": "9006197469364984400",
            "RequestId": "F",
        }

    def _is_signed(self, asked: Asked) -> bool:
        given = dict(
            part.split("=", 1)
            for part in asked.headers["authorization"].removeprefix("ACS3-HMAC-SHA256 ").split(",")
        )
        names = given["SignedHeaders"].split(";")
        query = "&".join(
            f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
            for name, value in sorted(asked.query.items())
        )
        headers = "".join(f"{name}:{asked.headers[name].strip()}\n" for name in names)
        body = hashlib.sha256(asked.body.encode()).hexdigest()
        whole = "\n".join([asked.method, asked.path, query, headers, ";".join(names), body])
        text = f"ACS3-HMAC-SHA256\n{hashlib.sha256(whole.encode()).hexdigest()}"
        signature = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
        return given["Credential"] == KEY and given["Signature"] == signature
