"""Django's settings; ``environment`` lists those that an installation can change."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from hongmajia.core.queues import QUEUES

from . import databases, environment
from .logs import logging_settings
from .provider_parsers import as_allauth

# What this process writes (database, uploads, caches) is for its owner only. Django would give
# uploads wider permissions of its own.
os.umask(0o077)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

DATA = environment.DATA.read()
DEBUG = environment.DEBUG.read()
SECRET_KEY = environment.secret_key(DATA)
FIELD_KEYS = environment.field_keys(DATA)
UPLOAD_SCANNER = environment.UPLOAD_SCANNER.read()

# Behind TLS. The product itself speaks plain HTTP; from an https site follows that a proxy stands
# in front. That plain requests are sent on to https is the proxy's work, so W008 is silent: a
# proxy that forgets X-Forwarded-Proto would make us redirect for ever. Whether HSTS covers other
# names of the domain (W005) and browsers preload it (W021) is for the domain's owner to say.
SITE_ADDRESS = environment.site_address()
PROXY_HOPS = environment.PROXY_HOPS.read()
HTTPS = SITE_ADDRESS.startswith("https://")
ALLOWED_HOSTS = [*environment.HOSTS.read(), urlsplit(SITE_ADDRESS).hostname or ""]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_HOPS else None
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]

ROOMS = [
    "hongmajia.core",
    "hongmajia.notices",
    "hongmajia.unions",
    "hongmajia.circulars",
    "hongmajia.people",
    "hongmajia.offers",
    "hongmajia.needs",
    "hongmajia.engagements",
    "hongmajia.matching",
    "hongmajia.services",
    "hongmajia.classes",
    "hongmajia.meetings",
    "hongmajia.events",
    "hongmajia.guidance",
    "hongmajia.supervision",
    "hongmajia.visits",
    "hongmajia.cases",
    "hongmajia.knowledge",
    "hongmajia.publicity",
    "hongmajia.insights",
    "hongmajia.campaigns",
    "hongmajia.archives",
    "hongmajia.audit",
    "hongmajia.backups",
    "hongmajia.tables",
    "hongmajia.accounts",
    "hongmajia.interface",
    "hongmajia.webhooks",
    "hongmajia.portal",
    "hongmajia.demo",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",  # every room's rules count, imported or not
    "simple_history",
    "treebeard",
    *ROOMS,
]

MIDDLEWARE = [
    "hongmajia.core.logs.requests.request_log",
    "hongmajia.core.health.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hongmajia.core.middleware.CompressedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hongmajia.core.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hongmajia.core.middleware.plain_user",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hongmajia.accounts.idle.end_when_idle",
    "hongmajia.accounts.devices.know_devices",
    "hongmajia.accounts.middleware.change_password_first",
    "hongmajia.accounts.middleware.second_factor_first",
    "hongmajia.interface.middleware.answer_programs",
    "hongmajia.unions.visiting.know_province",
    "hongmajia.core.only_sent.explain_only_sent",
    "hongmajia.core.kept.return_to_form",
    "hongmajia.core.sent_forms.send_once",
    "hongmajia.core.middleware.no_nul_in_addresses",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hongmajia.core.parts.parts_as_pages",
    "simple_history.middleware.HistoryRequestMiddleware",
    "hongmajia.core.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hongmajia.config.urls"
WSGI_APPLICATION = "hongmajia.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["hongmajia.core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hongmajia.core.drafts.drafts_of",
                "hongmajia.core.kept.typed_before",
                "hongmajia.portal.context.frame",
            ],
        },
    }
]

DATABASES = {"default": databases.default(environment.DATABASE_URL.read(), DATA)}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # The policy on accounts, for a minute in each process.
    "policy": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "policy",
    },
    # What waits for each user (portal.kept_tally).
    "tallies": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "tallies",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Shared by the web and the worker processes: progress of long work (core.progress).
    "progress": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "progress",
    },
}

AUTH_USER_MODEL = "unions.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "hongmajia.accounts.validators.LongEnough"},
    {"NAME": "hongmajia.accounts.validators.MixedEnough"},
    {"NAME": "hongmajia.accounts.validators.NotPersonal"},
    {"NAME": "hongmajia.accounts.validators.NotCommon"},
    {"NAME": "hongmajia.accounts.validators.NotUsedLately"},
]
INTERFACE_PER_MINUTE = environment.INTERFACE_PER_MINUTE.read()
PASSWORD_DAYS = environment.PASSWORD_DAYS.read()
CSRF_FAILURE_VIEW = "hongmajia.portal.views.errors.csrf_failure"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "front"

# Seconds below which nobody fills in a public form; 0: nobody is asked whether they are a machine.
FASTEST_ASKING = 4

# Signing in (django-allauth). Its own limits are off: lock-outs are django-axes' work, and how
# often codes are sent is counted in accounts/limits.py, for all processes together.
ACCOUNT_ADAPTER = "hongmajia.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT  # as the message says
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_SESSION_REMEMBER = None
SECOND_FACTOR = environment.SECOND_FACTOR.read()
MFA_ADAPTER = "hongmajia.accounts.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is half a minute off
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 3600
MFA_TRUST_COOKIE_HTTPONLY = True
# Accounts elsewhere. No token is stored: it is used once, to learn who has come.
SOCIALACCOUNT_ADAPTER = "hongmajia.accounts.identity_adapter.IdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = as_allauth(
    zhezhengding=environment.ZHEZHENGDING.read(),
    dingtalk=environment.DINGTALK.read(),
    wecom=environment.WECOM.read(),
    wechat=environment.WECHAT.read(),
    zheliban=environment.ZHELIBAN.read(),
    openid_connect=environment.OIDC.read(),
)
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "hongmajia.accounts.attempts.locked_out"
AXES_CLIENT_IP_CALLABLE = "hongmajia.core.visitors.visitor_network"
AXES_CLIENT_STR_CALLABLE = "hongmajia.core.logs.signing_in.described"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]  # beside the password
AXES_USERNAME_CALLABLE = "hongmajia.accounts.attempts.attempt_name"
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["hongmajia.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
SEALS_FILE = environment.SEALS.read()
SYSLOG = environment.SYSLOG.read()
ERASURES_FILE = environment.ERASURES.read() or DATA / "erasures.txt"
KEEP_DANGEROUS_DAYS = timedelta(days=environment.KEEP_DANGEROUS_DAYS.read())
BACKUP_FOLDER = environment.BACKUP.read()
BACKUP_KEEP = environment.BACKUP_KEEP.read()
VECTORS = DATA / "vectors"  # embeddings of texts, each computed once
LEARNT_WEIGHTS = DATA / "weights.json"  # of matching, chosen by `hongmajia learn --use`
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "hongmajia.core.statics.HashedNames"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "hongmajia.core.sessions"
# A session ends with the browser, except on a device that its user called their own.
SESSION_COOKIE_AGE = environment.REMEMBERED_DAYS.read() * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_SECONDS = environment.IDLE_MINUTES.read() * 60

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": [*QUEUES]}}
SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD = True

mail_server = environment.MAIL_URL.read()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if mail_server else 'console'}.EmailBackend"
if mail_server:
    EMAIL_HOST, EMAIL_PORT = mail_server.host, mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server.user, mail_server.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail_server.starttls, mail_server.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.MAIL_FROM.read()

WEBHOOK_NETWORKS = environment.WEBHOOK_NETWORKS.read()
SMS_URL = environment.SMS_URL.read()
SMS_BODY = environment.SMS_BODY.read()
SMS_HEADERS = environment.SMS_HEADERS.read()
SMS_OK = environment.SMS_OK.read()
SMS_REFUSED = environment.SMS_REFUSED.read()
SMS_LATER = environment.SMS_LATER.read()
SMS_ID = environment.SMS_ID.read()
SMS_TIMEOUT = environment.SMS_TIMEOUT.read()
SMS_TEMPLATES = environment.SMS_TEMPLATES.read()
SMS_PER_HOUR = environment.SMS_PER_HOUR.read()
SMS_PER_DAY = environment.SMS_PER_DAY.read()
ALIYUN_SMS = environment.ALIYUN_SMS.read() or {}

# Channels to accounts elsewhere, and to group chats.
ZHEZHENGDING_NOTICES = environment.ZHEZHENGDING_NOTICES.read() or {}
DINGTALK_NOTICES = environment.DINGTALK_NOTICES.read() or {}
WECOM_NOTICES = environment.WECOM_NOTICES.read() or {}
WECHAT_NOTICES = environment.WECHAT_NOTICES.read() or {}
WECHAT_TEMPLATES = environment.WECHAT_TEMPLATES.read()
ROBOT_HOSTS = environment.ROBOT_HOSTS.read()

ADMINS = [("", address) for address in environment.ADMINS.read()]
EMAIL_SUBJECT_PREFIX = "[红马甲] "
MODEL_URL = environment.MODEL_URL.read()
MODEL_NAME = environment.MODEL_NAME.read()
MODEL_KEY = environment.MODEL_KEY.read()
MODEL_SECONDS = environment.MODEL_SECONDS.read()

SENTRY_DSN = environment.SENTRY_DSN.read()
LOGGING = logging_settings(
    environment.LOG_FORMAT.read(),
    environment.LOG_LEVEL.read(),
    error_mail=bool(ADMINS),
    error_reports=bool(SENTRY_DSN),
)
