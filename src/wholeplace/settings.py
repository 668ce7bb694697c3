"""Settings of one installation, read from the environment (prefix WHOLEPLACE_) and a data folder."""

import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """What an operator may set, with a default that works on one small machine."""

    model_config = SettingsConfigDict(env_prefix="WHOLEPLACE_")

    home: Path = Field(default=Path("var"), description="Folder for the database, the keys and the files.")
    database_url: str = Field(
        default="", description="postgresql://… or sqlite:///…; SQLite in the home folder if empty."
    )
    public_url: str = Field(
        default="http://localhost:8000", description="Address people type; links in mail use it."
    )
    smtp_url: str = Field(default="", description="smtp://user:password@host:587; mail is printed if empty.")
    mail_from: str = Field(
        default="Wholeplace <no-reply@localhost>", description="Sender of the mail it sends."
    )
    demo: bool = Field(
        default=False, description="Offer the demo's people with one button. Never for a real place."
    )
    debug: bool = Field(default=False, description="Show errors in full. Never for a real place.")
    second_step: bool = Field(
        default=True,
        description="Conveners and operators sign in by two steps before they can use that hat. A demo never asks it.",
    )
    contact: str = Field(
        default="",
        description="Where people who are no members can write to, such as an e-mail address; on the page of complaints.",
    )
    time_zone: str = Field(default="Europe/London", description="Zone in which times are shown.")
    proxies: int = Field(
        default=0,
        description="Web servers in front of this one. What they say of a visitor's address and of https is believed only then.",
    )
    source_url: str = Field(
        default="", description="Where the source code of what runs here is published (the AGPL asks)."
    )
    secret_key: str = Field(
        default="",
        description="Signs sessions; the same on every machine. Made and kept in the folder of the keys if empty.",
    )
    backups_days: int = Field(
        default=90,
        description="Days after which you throw a backup away; the pages on privacy tell people so.",
    )
    semantic: bool = Field(
        default=True,
        description="Compare statements by what they mean, where `make semantic` was run. About 190 MB more in each process.",
    )
    files: str = Field(
        default="",
        description="Folder of the files people put beside what they say, one that every web machine shares; `files` in the home folder if empty.",
    )
    file_mb: int = Field(default=10, description="Largest file that is taken, in MB.")
    files_a_day_mb: int = Field(default=50, description="Files one person may bring within a day, in MB.")
    files_mb: int = Field(default=2000, description="Files one place may keep, in MB.")
    keys: str = Field(
        default="",
        description="Folder of the signing keys, the same one on every machine; `keys` in the home folder if empty.",
    )


ENVIRONMENT = Environment()
HOME = ENVIRONMENT.home.absolute()
KEYS = Path(ENVIRONMENT.keys).absolute() if ENVIRONMENT.keys else HOME / "keys"
FILES = Path(ENVIRONMENT.files).absolute() if ENVIRONMENT.files else HOME / "files"
FILE_MB, FILES_A_DAY_MB, FILES_MB = ENVIRONMENT.file_mb, ENVIRONMENT.files_a_day_mb, ENVIRONMENT.files_mb
PROXIES = ENVIRONMENT.proxies
BACKUPS_DAYS = ENVIRONMENT.backups_days


LOCK_WAIT = 5
"""Seconds to wait for what somebody else holds; whoever waits keeps a thread from everybody else."""

CONNECTION_KEPT = 300
"""Seconds for which a thread keeps its connection: on SQLite, too, opening one costs as much as several questions."""


def _kept_secret(path: Path) -> str:
    """Return the secret kept at `path`, making it on first use; only its owner may read it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()


def _database(url: str) -> dict[str, object]:
    """Return Django's settings for the database at `url`: durable whichever it is."""
    parts = urlsplit(url or f"sqlite:///{HOME / 'wholeplace.sqlite3'}")
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": CONNECTION_KEPT,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": f"-c lock_timeout={LOCK_WAIT * 1000}", **dict(parse_qsl(parts.query))},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": parts.path.replace("//", "/"),
        "CONN_MAX_AGE": CONNECTION_KEPT,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": LOCK_WAIT,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


SECRET_KEY_IS_SET = bool(ENVIRONMENT.secret_key)
SECRET_KEY = ENVIRONMENT.secret_key or _kept_secret(KEYS / "signing.key")
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
SECOND_STEP = ENVIRONMENT.second_step and not DEMO
SEMANTIC = ENVIRONMENT.semantic
CONTACT = ENVIRONMENT.contact
SOURCE_URL = ENVIRONMENT.source_url
PUBLIC_URL = ENVIRONMENT.public_url.rstrip("/")
_public = urlsplit(PUBLIC_URL)
_secure = _public.scheme == "https"
ALLOWED_HOSTS = [_public.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "wholeplace.ui.pages.not_from_here"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wholeplace.kernel",
    "wholeplace.ui",
    "wholeplace.places",
    "wholeplace.convene",
    "wholeplace.mediate",
    "wholeplace.account",
    "wholeplace.api",
    "wholeplace.demo",
]

MIDDLEWARE = [
    "wholeplace.ui.busy.busy_middleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "wholeplace.ui.limits.size_middleware",
    "wholeplace.ui.methods.methods_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "wholeplace.ui.requests.viewer_middleware",
    "wholeplace.convene.first_run.leading.first_run_middleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            *sorted(Path(__file__).parent.glob("*/templates")),
            *sorted(Path(__file__).parent.glob("*/*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "wholeplace.ui.shell.shell",
                "wholeplace.demo.banner.banner",
            ],
            "builtins": ["wholeplace.ui.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "wholeplace.ui.forms.Renderer"

ROOT_URLCONF = "wholeplace.urls"
WSGI_APPLICATION = "wholeplace.wsgi.application"
DATABASES = {"default": _database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "wp_kernel.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_ADAPTER = "wholeplace.places.sign_in.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    "request_login_code": "wholeplace.places.sign_in.forms.AddressForm",
    "confirm_login_code": "wholeplace.places.sign_in.forms.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "setup_code": "5/5m/ip",
    "setup_letter": "10/h/ip",
    "wrong_link": "30/m/ip",
    "report_statement": "5/h/ip",
    "register_for_lottery": "60/h/ip",
    "register_address": "5/h/key",
    "look_into_files": "30/h/key",
}
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # or a mistyped address could not be given again
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_ADAPTER = "wholeplace.places.sign_in.adapter.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_REAUTHENTICATION_REQUIRED = False  # asked by our own pages, also of those who have no second step yet
MFA_FORMS = {
    "activate_totp": "wholeplace.places.sign_in.forms.AppForm",
    "add_webauthn": "wholeplace.places.sign_in.forms.PasskeyForm",
    "authenticate": "wholeplace.places.sign_in.forms.SecondStepForm",
}
USERSESSIONS_TRACK_ACTIVITY = False  # or every page read would be a durable write
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

CACHES = {"default": {"BACKEND": "wholeplace.kernel.cache.SharedCache", "LOCATION": "wp_cache"}}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; on one machine there is none
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure and PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "frame-src": [NONE],
        "object-src": [NONE],
        "media-src": [NONE],
        "worker-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other names under this one may be somebody else's, and not https
    "security.W008",  # SECURE_SSL_REDIRECT: see above
    "security.W021",  # a preload list is left only after months
]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [Path(__file__).parent / "ui" / "static" / "built"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
USE_I18N = USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
_smtp = urlsplit(ENVIRONMENT.smtp_url)
_post = "smtp" if _smtp.hostname else "filebased" if DEMO else "console"
EMAIL_BACKEND = f"django.core.mail.backends.{_post}.EmailBackend"
EMAIL_FILE_PATH = HOME / "letters"  # where a demo keeps what it would have sent
EMAIL_HOST = _smtp.hostname or "localhost"
EMAIL_PORT = _smtp.port or (465 if _smtp.scheme == "smtps" else 25)
EMAIL_HOST_USER = unquote(_smtp.username or "")
EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
EMAIL_USE_SSL = _smtp.scheme == "smtps"
EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(EMAIL_HOST_USER or _smtp.scheme == "smtp+tls")
EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},  # a page that fails says why in the operator's log
    "loggers": {"wholeplace": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
