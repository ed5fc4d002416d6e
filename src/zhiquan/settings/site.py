"""Settings of the site; everything that differs between installations comes from ``ZHIQUAN_*`` variables."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from zhiquan.settings.folders import DataFolder, data_folder

DATA: DataFolder = data_folder().make()


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes"}


def _secret_key() -> str:
    """Read the secret from the environment, or from the data folder where it is made once."""
    if given := os.environ.get("ZHIQUAN_SECRET_KEY"):
        return given
    path = DATA.keys / "secret"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


DEBUG = _flag("ZHIQUAN_DEBUG")
DEMO = _flag("ZHIQUAN_DEMO")
DEMO_PASSWORD = os.environ.get("ZHIQUAN_DEMO_PASSWORD", "")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("ZHIQUAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = _flag("ZHIQUAN_HTTPS")
PUBLIC_URL = os.environ.get("ZHIQUAN_PUBLIC_URL", "http://localhost:8000").rstrip("/")
OFFICE_NAME = os.environ.get("ZHIQUAN_OFFICE_NAME", "示例市知识产权局")
OFFICE_CODE = os.environ.get("ZHIQUAN_OFFICE_CODE", "示知")
DIVISION = os.environ.get("ZHIQUAN_DIVISION", "990100")

INSTALLED_APPS = [
    "zhiquan.office.access",
    "zhiquan.office.registers",
    "zhiquan.office.rulebook",
    "zhiquan.office.returns",
    "zhiquan.hall.files",
    "zhiquan.hall.cases",
    "zhiquan.office.exchange",
    "zhiquan.hall.letters",
    "zhiquan.hall.notices",
    "zhiquan.office.outbox",
    "zhiquan.hall.ledger",
    "zhiquan.hall.appointments",
    "zhiquan.scenes.management",
    "zhiquan.scenes.market",
    "zhiquan.scenes.protection",
    "zhiquan.scenes.reporting",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "zhiquan.portal.imports",
    "zhiquan.portal.api",
    "zhiquan.portal.watch",
    "zhiquan.portal.web",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "zhiquan.portal.web.watching.watched",
    "zhiquan.portal.web.middleware.pages_only",
    "zhiquan.portal.api.middleware.problems",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # after the static files, which are stored compressed
    "csp.middleware.CSPMiddleware",
    "zhiquan.portal.web.middleware.hardened",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "zhiquan.portal.web.middleware.readable_only",
    "zhiquan.portal.web.account.middleware.seen",
    "zhiquan.portal.web.account.middleware.second_factor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "zhiquan.portal.web.urls"
WSGI_APPLICATION = "zhiquan.settings.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent.parent / "portal" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]


def _server(url: str) -> dict[str, Any]:
    """Return a PostgreSQL server as an address names it, with the options that stand in the address.

    Each connection keeps the plans of what it is asked again and again: a third of the server's work and of the
    driver's falls away. Where a pooler hands a server's connections from transaction to transaction
    (``ZHIQUAN_DATABASE_POOLER``) there is nobody to keep them.
    """
    server: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=0))
    kept = {} if _flag("ZHIQUAN_DATABASE_POOLER") else {"prepare_threshold": 5}
    pool = {"pool": {"min_size": 1, "max_size": 8}, "server_side_binding": True}
    server["OPTIONS"] = {**server.get("OPTIONS", {}), **pool, **kept}
    return server


def _database() -> dict[str, Any]:
    """SQLite in the data folder by default; any server by ``ZHIQUAN_DATABASE_URL``."""
    if url := os.environ.get("ZHIQUAN_DATABASE_URL"):
        return _server(url)
    return {
        "ENGINE": "zhiquan.settings.sqlite",
        "NAME": DATA.database,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",  # without it writers meet "database is locked" despite the timeout
            # FULL: who was given a receipt finds the case again after a power cut. The cache is in KiB.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-32768;",
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
] + [{"NAME": "zhiquan.office.access.passwords.OwnWords"}]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "portal" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA.root / "static"
STATICFILES_DIRS = [Path(__file__).parent.parent / "portal" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA.files},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 25_000  # a sheet of a return: 500 rows of at most 40 columns are one form

# Where the virus scanner listens (clamd): tcp://host:port or unix:/path; empty: none. Where it is required, nothing
# that was not scanned is taken; with a scanner that does not answer, nothing ever is.
SCANNER = os.environ.get("ZHIQUAN_SCANNER", "")
SCAN_REQUIRED = _flag("ZHIQUAN_SCAN_REQUIRED")
SCANNER_SECONDS = float(os.environ.get("ZHIQUAN_SCANNER_SECONDS", "20"))
STAGED_HOURS = int(os.environ.get("ZHIQUAN_STAGED_HOURS", "48"))  # an upload that nothing takes up is kept so long
UPLOAD_DAYS = int(os.environ.get("ZHIQUAN_UPLOAD_DAYS", "90"))  # a table that was brought in for an import

# Mail leaves only where both are set; without them notices stay on the site.
EMAIL_HOST = os.environ.get("ZHIQUAN_MAIL_HOST", "")
MAIL_FROM = os.environ.get("ZHIQUAN_MAIL_FROM", "") if EMAIL_HOST else ""
EMAIL_PORT = int(os.environ.get("ZHIQUAN_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ZHIQUAN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ZHIQUAN_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("ZHIQUAN_MAIL_STARTTLS")
EMAIL_USE_SSL = _flag("ZHIQUAN_MAIL_TLS")
EMAIL_TIMEOUT = 20
# Internal hosts (host or host:port) that webhooks may go to; every other address must be a public one.
WEBHOOK_HOSTS = frozenset(filter(None, os.environ.get("ZHIQUAN_WEBHOOK_HOSTS", "").split(",")))

# The API: requests in a minute by token and by address, how long a token may last, how long an answer is kept for a
# request that comes twice.
API_RATE_TOKEN = int(os.environ.get("ZHIQUAN_API_RATE_TOKEN", "600"))
API_RATE_ADDRESS = int(os.environ.get("ZHIQUAN_API_RATE_ADDRESS", "60"))
API_TOKEN_DAYS = int(os.environ.get("ZHIQUAN_API_TOKEN_DAYS", "366"))
API_ANSWER_HOURS = int(os.environ.get("ZHIQUAN_API_ANSWER_HOURS", "24"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends so long after it began, and so long after it was used last (GB/T 22239-2019, 8.1.4.1 b); the times are
# this program's own, the standard names none.
SESSION_ENGINE = "zhiquan.office.access.sessions"
SESSION_COOKIE_AGE = int(os.environ.get("ZHIQUAN_SESSION_SECONDS", str(8 * 3600)))
SESSION_IDLE = int(os.environ.get("ZHIQUAN_SESSION_IDLE_SECONDS", str(30 * 60)))
STAFF_SESSION_AGE = int(os.environ.get("ZHIQUAN_STAFF_SESSION_SECONDS", str(2 * 3600)))
STAFF_SESSION_IDLE = int(os.environ.get("ZHIQUAN_STAFF_SESSION_IDLE_SECONDS", str(15 * 60)))
SECOND_FACTOR = _flag("ZHIQUAN_SECOND_FACTOR", default=True)  # required of staff; never in a demonstration
OIDC = {  # the identity provider 统一身份认证, if the site has one
    "issuer": os.environ.get("ZHIQUAN_OIDC_ISSUER", ""),
    "client": os.environ.get("ZHIQUAN_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("ZHIQUAN_OIDC_CLIENT_SECRET", ""),
    "name": os.environ.get("ZHIQUAN_OIDC_NAME", "统一身份认证"),
}
CSRF_FAILURE_VIEW = "zhiquan.portal.web.errors.stale"
CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True  # forms carry the token themselves; no script reads a cookie
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:  # the prefix lets no other host of the domain, and no page without TLS, set these
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready)$"]  # probes ask the process itself, by plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Who asks for /metrics and /health/full brings this as "Authorization: Bearer …"; empty: only administrators see them.
WATCH_TOKEN = os.environ.get("ZHIQUAN_WATCH_TOKEN", "")
LOG_LEVEL = os.environ.get("ZHIQUAN_LOG_LEVEL", "WARNING")
LOG_FORMAT = os.environ.get(
    "ZHIQUAN_LOG_FORMAT", "line"
)  # json: a line of JSON for each record, and one for each request
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "zhiquan.settings.logs.JsonLine"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "zhiquan.request": {"level": "INFO" if LOG_FORMAT == "json" else LOG_LEVEL},
        # it would name the address asked for; our own line says what is needed of an answer that is no error
        "django.request": {"level": "ERROR" if LOG_FORMAT == "json" else LOG_LEVEL},
    },
}
