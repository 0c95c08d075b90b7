"""Settings of the one Django application; the environment changes them, nothing else does.

HONGMAJIA_DATA          folder of the database file, uploads and the secret key (default ./var)
HONGMAJIA_DATABASE_URL  postgres://… instead of the SQLite file
HONGMAJIA_HOSTS         comma-separated host names the site answers to
HONGMAJIA_SITE          the site's public address, for links in mail
HONGMAJIA_MAIL_URL      smtp://user:password@host:port; without it mail is printed
HONGMAJIA_DEBUG         1 for tracebacks in the browser
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .environment import mail_settings, secret_key

DATA = Path(os.environ.get("HONGMAJIA_DATA", "var")).resolve()
DATA.mkdir(parents=True, exist_ok=True)

DEBUG = os.environ.get("HONGMAJIA_DEBUG") == "1"
SECRET_KEY = secret_key(DATA / "secret_key")
ALLOWED_HOSTS = os.environ.get("HONGMAJIA_HOSTS", "localhost,127.0.0.1").split(",")

ROOMS = [
    "hongmajia.core",
    "hongmajia.notices",
    "hongmajia.unions",
    "hongmajia.people",
    "hongmajia.offers",
    "hongmajia.needs",
    "hongmajia.engagements",
    "hongmajia.matching",
    "hongmajia.services",
    "hongmajia.guidance",
    "hongmajia.visits",
    "hongmajia.cases",
    "hongmajia.publicity",
    "hongmajia.insights",
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hongmajia.core.middleware.PackedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hongmajia.core.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
            "builtins": ["hongmajia.core.templatetags.face"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hongmajia.portal.context.frame",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("HONGMAJIA_DATABASE_URL") or f"sqlite:///{DATA / 'db.sqlite3'}",
        conn_max_age=60,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
        ),
    }

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Shared by the web and the task processes: how far long work has come.
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
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SITE_ADDRESS = os.environ.get("HONGMAJIA_SITE", "http://localhost:8000")
CSRF_FAILURE_VIEW = "hongmajia.portal.views.errors.csrf_failure"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "front"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "portal/locked_out.html"
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["hongmajia.config.formats"]

STATIC_URL = "static/"
MEDIA_ROOT = DATA / "media"
VECTORS = DATA / "vectors"  # what texts mean, computed once
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
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
SESSION_COOKIE_AGE = 14 * 24 * 3600

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD = True

DEFAULT_FROM_EMAIL = os.environ.get("HONGMAJIA_MAIL_FROM", "hongmajia@localhost")
locals().update(mail_settings(os.environ.get("HONGMAJIA_MAIL_URL", "")))
