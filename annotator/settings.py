"""Django settings. Every value a deployment may change comes from the environment."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from annotator import database, env

BASE_DIR = env.BASE
VAR = env.path("ANNOTATOR_VAR", BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", VAR / "secret-key")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", f"127.0.0.1,localhost,[::1],{env.text('HOST')}")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "annotator.accounts",  # before auth, whose createsuperuser it extends
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "annotator.web.apps.OurStaticFilesConfig",
    "django.contrib.postgres",
    "django_htmx",
    "annotator.web.apps.WebConfig",
    "annotator.activity",
    "annotator.projects",
    "annotator.schemes",
    "annotator.speakers",
    "annotator.articles",
    "annotator.annotations",
    "annotator.assignments",
    "annotator.reviews",
    "annotator.workbench",
    "annotator.exchange",
    "annotator.overview",
    "annotator.insights",
    "annotator.webhooks",
    "annotator.releases",
    "annotator.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "annotator.web.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "annotator.web.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "annotator.web.middleware.failures",
]

ROOT_URLCONF = "annotator.urls"
WSGI_APPLICATION = "annotator.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "annotator.web.context.preferences",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
            "builtins": ["annotator.web.templatetags.kit"],
        },
    }
]

DATABASES: dict[str, Any] = {
    "default": database.settings(env.text("DATABASE_URL"), VAR, env.text("TEST_DATABASE"))
}
# Each worker of the web server keeps a pool of connections. A database that is missing is reported
# within seconds, and found again within seconds.
DATABASE_POOL = {
    "min_size": 1,
    "max_size": env.number("THREADS", 4),
    "timeout": 4,
    "reconnect_timeout": 2,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["annotator.accounts.sessions.Backend"]
SESSION_ENGINE = "annotator.accounts.sessions"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "projects:list"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
CSRF_FAILURE_VIEW = "annotator.web.views.csrf_failed"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

LANGUAGE_CODE = env.text("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "annotator" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served with all they import.
BUNDLES = (
    "workbench/workbench.js",
    "workbench/workbench.css",
    "reviews/adjudication/desk.js",
    "reviews/adjudication/desk.css",
)
# The files of releases: on this machine, or in a bucket of anything that speaks S3, whose keys come
# from the environment as the AWS tools read it. Nobody but the application reaches them, and each
# database has a bucket or a folder of its own. Of a file in a bucket the whole is fetched to a
# temporary file first, even if only a part of it is asked for.
RELEASES_S3_BUCKET = env.text("RELEASES_S3_BUCKET")
RELEASES: dict[str, Any] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {
        "location": VAR / "releases",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
if RELEASES_S3_BUCKET:
    RELEASES = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": RELEASES_S3_BUCKET,
            "endpoint_url": env.text("RELEASES_S3_ENDPOINT") or None,
            "region_name": env.text("RELEASES_S3_REGION") or None,
            "location": env.text("RELEASES_S3_FOLDER"),
            "default_acl": "private",
            "file_overwrite": True,
        },
    }
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "annotator.web.storage.StaticFiles"
    },
    "releases": RELEASES,
}

# What a stranger or a slip of the hand may send at most.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_MB", 1024) * 1024 * 1024
IMPORTS_ROOT = VAR / "imports"
# What is fetched for an import: of each address, at most so much in at most so many seconds; a
# person who waits for a page waits for all of them so long, and holds a thread of the server.
FETCH_MAX_BYTES = env.number("FETCH_MAX_MB", 10) * 1024 * 1024
FETCH_SECONDS = env.number("FETCH_SECONDS", 20)
FETCH_ALL_SECONDS = env.number("FETCH_ALL_SECONDS", 60)
# Hosts and networks inside, such as 10.1.2.0/24, that the server may ask although they are inside.
OUTBOUND_ALLOWED = [name.lower() for name in env.names("OUTBOUND_ALLOWED")]

# Behind a proxy that ends TLS: HTTPS=1 sets what has to be set together.
HTTPS = env.flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains and
    "security.W021",  # the preload list are for the owner of the domain to decide
    "security.W008",  # the proxy redirects
]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    # What is wrong with a document is told to whoever brings it in, in our words.
    "loggers": {name: {"level": "CRITICAL"} for name in ("trafilatura", "htmldate", "pypdf")},
}
