"""Settings, all of them from the environment; docs/operate.md lists the variables.

Production is where ALLOWED_HOSTS is given: it then needs a SECRET_KEY and speaks HTTPS only.
Without ALLOWED_HOSTS the site answers to this machine alone, which is what the demo does.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from perfcenter.site.environment import (
    at_least_one,
    checked_address_tries,
    checked_hosts,
    checked_origins,
    checked_path,
    checked_publishers,
    checked_time_zone,
    data_folder,
    database_from_url,
    secret_key,
    storage_of,
)
from perfcenter.site.environment_notices import (
    application,
    checked_address,
    checked_time,
    checked_webhook,
    days_off,
    quiet_hours,
    site_address,
)

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

DATA_DIR = data_folder(env.str("DATA_DIR", str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", False)
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PUBLIC_HOSTS: list[str] = checked_hosts(env.list("ALLOWED_HOSTS", []))
ALLOWED_HOSTS = PUBLIC_HOSTS or LOCAL_HOSTS
HTTPS = env.bool("HTTPS", bool(PUBLIC_HOSTS))
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
CSRF_TRUSTED_ORIGINS: list[str] = checked_origins(env.list("CSRF_TRUSTED_ORIGINS", []))

FORCE_SCRIPT_NAME = checked_path(env.str("SCRIPT_NAME", "")) or None

SECRET_KEY = secret_key(env.str("SECRET_KEY", ""), DATA_DIR, is_public=bool(PUBLIC_HOSTS))

BANK_NAME = env.str("BANK_NAME", "")

DATABASES = {"default": database_from_url(env.str("DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "perfcenter",
    "portfolio",
    "scoring",
    "reviews",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "perfcenter.site.middleware.ContentSecurityPolicy",
    "perfcenter.site.middleware.CookiePath",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "perfcenter.site.middleware.Language",
    "perfcenter.site.middleware.PlainAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "perfcenter.site.middleware.KeepSession",
    "perfcenter.site.middleware.LoginRequired",
    "perfcenter.site.middleware.FirstPassword",
    "perfcenter.site.recording.Recorded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "perfcenter.site.unsent.middleware.UnsentForms",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "perfcenter.urls"
WSGI_APPLICATION = "perfcenter.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "perfcenter.site.context.site",
            ],
            "libraries": {
                "sheets": "scoring.sheet.tags",
            },
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "perfcenter.ui.tags.numbers",
                "perfcenter.ui.tags.icons",
                "perfcenter.ui.tags.components",
                "perfcenter.ui.tags.charts",
                "perfcenter.ui.tags.lists",
            ],
        },
    }
]

AUTH_USER_MODEL = "perfcenter.User"
AUTHENTICATION_BACKENDS = ["perfcenter.people.doors.backend.Door"]
AXES_HANDLER = "perfcenter.people.doors.handler.Counting"
AXES_LOCKOUT_CALLABLE = "perfcenter.people.doors.handler.same_page"
AXES_CLIENT_IP_CALLABLE = "perfcenter.ui.requests.address_of"
AXES_FAILURE_LIMIT = 6
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
# What is refused while somebody waits does not make the wait longer.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
ADDRESS_TRIES = checked_address_tries(env.int("ADDRESS_TRIES", 60), AXES_FAILURE_LIMIT)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "perfcenter.people.own_words.OwnWordsValidator"},
]
LOGIN_URL = "perfcenter:login"
LOGIN_REDIRECT_URL = "perfcenter:home"
LOGOUT_REDIRECT_URL = "perfcenter:login"
CSRF_FAILURE_VIEW = "perfcenter.site.errors.csrf_failure"

LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_CODE = env.str("LANGUAGE_CODE", "zh-hans")
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"LANGUAGE_CODE is {LANGUAGE_CODE!r}; expected zh-hans or en")
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
TIME_ZONE = checked_time_zone(env.str("TIME_ZONE", "Asia/Shanghai"))
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Below SCRIPT_NAME: the storage puts that before it, and whitenoise is asked without it.
STATIC_URL = "static/"
WHITENOISE_STATIC_PREFIX = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "perfcenter.site.static_files."
        + ("PlainStaticFiles" if DEBUG else "SiteStaticFiles")
    },
    "vault": storage_of(
        env.str("VAULT_STORAGE", ""), env.json("VAULT_OPTIONS", {}), DATA_DIR / "vault"
    ),
}
WHITENOISE_USE_FINDERS = DEBUG

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# W005, W021: a bank's intranet name is one of many under a domain that other systems share, so
# neither its subdomains nor browsers' public preload list are ours to decide about.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

PUBLISHERS = checked_publishers(env.int("PUBLISHERS", 2))

EXPORTS_AT_ONCE = at_least_one("EXPORTS_AT_ONCE", env.int("EXPORTS_AT_ONCE", 3))

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MEGABYTES = at_least_one("UPLOAD_MEGABYTES", env.int("UPLOAD_MEGABYTES", 1_000))
FILE_UPLOAD_HANDLERS = [
    "perfcenter.ui.uploads.Limited",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What people are told outside the site; nothing goes anywhere where no address is given.
SITE_ADDRESS = site_address(env.str("SITE_ADDRESS", ""), PUBLIC_HOSTS, FORCE_SCRIPT_NAME or "")
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = checked_address(env.str("EMAIL_FROM", "perfcenter@localhost"))
SENDS_EMAIL = bool(EMAIL_HOST) or not PUBLIC_HOSTS
WECOM_WEBHOOK = checked_webhook("WECOM_WEBHOOK", env.str("WECOM_WEBHOOK", ""))
DINGTALK_WEBHOOK = checked_webhook("DINGTALK_WEBHOOK", env.str("DINGTALK_WEBHOOK", ""))
DINGTALK_SECRET = env.str("DINGTALK_SECRET", "")
WECOM_APP_ADDRESS, WECOM_CORP_ID, WECOM_APP_SECRET, WECOM_AGENT_ID = application(
    env.str, "WECOM_APP_ADDRESS", "WECOM_CORP_ID", "WECOM_APP_SECRET", "WECOM_AGENT_ID"
)
DINGTALK_APP_ADDRESS, DINGTALK_APP_KEY, DINGTALK_APP_SECRET, DINGTALK_AGENT_ID = application(
    env.str,
    "DINGTALK_APP_ADDRESS",
    "DINGTALK_APP_KEY",
    "DINGTALK_APP_SECRET",
    "DINGTALK_AGENT_ID",
)
NOTICES_QUIET = quiet_hours(env.str("NOTICES_QUIET", "20:00-08:00"))
NOTICES_DAILY_AT = checked_time("NOTICES_DAILY_AT", env.str("NOTICES_DAILY_AT", "08:30"))
NOTICES_HOLIDAYS, NOTICES_WORKDAYS = days_off(env.str("NOTICES_CALENDAR", ""))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"refusals": {"()": "perfcenter.site.logs.Refusals"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
