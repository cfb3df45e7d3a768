"""Settings, by subject. Whatever an administrator sets comes from the environment (`env.py`)."""

from csp.constants import NONCE, NONE, SELF
from whitenoise.compress import Compressor

from . import languages
from .env import BASE_DIR, VAR_DIR, backups, cache, database, env, replica, storage
from .env import languages as language_list
from .release import fingerprint
from .secret import local_secret_key

# --- the process ------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
# Empty means: no key was given. `newsroom.checks` refuses to deploy so; a key kept in `var/`
# serves the embedded site, so that sessions outlive a restart.
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_IS_LOCAL = not SECRET_KEY
if SECRET_KEY_IS_LOCAL:
    SECRET_KEY = local_secret_key(VAR_DIR)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

SITE_URL = env.str("SITE_URL", default="").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", ".localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "newsroom",
    "demo",
    "desk",
    "transfer",
    "backups",
    "wordpress",
    "frontpage",
    "reactions",
    "search",
    "pages",
    "articles",
    "images",
    "accounts",
    "paper",
    "pagecache",
    "multilingual",
    "taggit",
    "tree_queries",
    "django_prose_editor",
    "js_asset",
    "csp",
    "newsroom.apps.DeskConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # Its driver alone takes a third of a second to load.
    *(["django.contrib.postgres"] if "postgresql" in database()["ENGINE"] else []),
]

MIDDLEWARE = [
    "pagecache.middleware.PageCacheMiddleware",
    "newsroom.middleware.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.PermissionsPolicyMiddleware",
    "newsroom.middleware.EditionMiddleware",
    "newsroom.policy.PolicyMiddleware",
    "newsroom.middleware.OperationsMiddleware",
    "newsroom.middleware.ScheduleMiddleware",
    "wordpress.old_addresses.OldSiteMiddleware",
    "articles.old_addresses.OldAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    # The desk's own, for its addresses alone: readers go round them (`newsroom.door`).
    "newsroom.door.PastTheDeskMiddleware",
    "newsroom.middleware.DeskCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.middleware.DeskLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.second_factor.SecondFactorMiddleware",
    "newsroom.door.TogetherAgainMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "newsroom.context_processors.newspaper",
            ],
        },
    },
]

FORM_RENDERER = "newsroom.inputs.Inputs"

# --- data -------------------------------------------------------------------------------------

DATABASES = {"default": database(), **replica()}
DATABASE_ROUTERS = ["newsroom.replica.Router"] if "replica" in DATABASES else []
CACHES = {"default": cache()}
STORAGES = {
    "default": storage("default"),
    "originals": storage("originals"),
    "staticfiles": {"BACKEND": "newsroom.shelf.Shelf"},
}
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
BACKUPS = backups()
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o644

# --- static files -----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
# Nor maps, which are half of all bytes and for the developers of an editor that came finished.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# --- people -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

ACCOUNT_ADAPTER = "accounts.adapters.LoginAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
AUTHENTICATION_BACKENDS = ["accounts.backends.ModelBackend"]
# As before the second step is asked for: the session lasts as long as `SESSION_COOKIE_AGE` says.
ACCOUNT_SESSION_REMEMBER = True
# The desk's own page is for whoever is logged in and may not enter.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
# allauth counts in the cache, which here may be the memory of one process: `accounts.throttle`.
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "accounts.login_forms.LoginForm",
    "reauthenticate": "accounts.login_forms.PasswordAgainForm",
    "change_password": "accounts.login_forms.NewPasswordForm",
}
MFA_ADAPTER = "newsroom.second_factor.PaperSecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The code before and the code after, too: clocks of phones differ, and typing takes time.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.login_forms.CodeForm",
    "reauthenticate": "accounts.login_forms.CodeAgainForm",
    "activate_totp": "accounts.login_forms.NewAppForm",
    "authenticate_webauthn": "accounts.login_forms.PasskeyForm",
    "login_webauthn": "accounts.login_forms.PasskeyLoginForm",
    "reauthenticate_webauthn": "accounts.login_forms.PasskeyAgainForm",
    "add_webauthn": "accounts.login_forms.NewPasskeyForm",
    "edit_webauthn": "accounts.login_forms.PasskeyNameForm",
}

# --- languages and time -----------------------------------------------------------------------

LANGUAGES = language_list(languages.NAMES)
LANGUAGE_CODE = LANGUAGES[0][0]
# The second holds words of Django itself in languages that Django does not speak.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "of_django"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Yakutsk")

# --- kept pages -------------------------------------------------------------------------------

#: Bytes of memory for pages in each process; 0: none is kept.
PAGECACHE_BYTES = env.int("PAGECACHE_BYTES", default=24 * 1024 * 1024)
#: The cache that processes and machines share; "" for none.
PAGECACHE_SHARED = "default" if env.str("CACHE_URL", default="") else ""
#: Here nothing is the same for everybody.
PAGECACHE_NEVER = (
    "/admin/", "/articles/", "/files/", "/health/", "/media/", "/metrics", "/preview/", "/static/",
)  # fmt: skip
#: What an address may ask for behind its “?”; with anything else the page is made each time.
PAGECACHE_PARAMETERS = {"after", "before"}
#: Caches in front of us that want to be told what changed, and the word by which they know us.
PURGE_URL = [address.strip() for address in env.list("PURGE_URL", default=[]) if address.strip()]
PURGE_SECRET = env.str("PURGE_SECRET", default="")
PAGECACHE_PROXIES = "accounts.address.comes_through_a_proxy"
#: What a page says depends on these, too.
RELEASE = fingerprint(
    settings=(
        SITE_URL,
        SITE_NAME,
        MEDIA_URL,
        LANGUAGES,
        TIME_ZONE,
        env.str("S3_BUCKET", default=""),
    )
)

# --- tags -------------------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True

# --- security ---------------------------------------------------------------------------------

_https = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
# Whether the domain's other hosts speak https is not for this site to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Eight hours that slide: an editor who types through a shift is never thrown out.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "desk"
CSRF_COOKIE_NAME = "desk_csrf"
CSRF_FAILURE_VIEW = "newsroom.errors.forbidden"
# Not `no-referrer`: with it browsers send `Origin: null` and every press would be refused.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# Readers' pages have no inline script or style and no nonce: a nonce and a shared cache exclude
# each other. Frames are allowed for the embed providers of `articles.embeds` alone.
EMBED_HOSTS = [
    "https://www.youtube-nocookie.com",
    "https://rutube.ru",
    "https://vk.com",
    "https://vkvideo.ru",
    "https://t.me",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-src": EMBED_HOSTS,
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
DESK_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, NONCE],
    # The one `<style>` that the text editor puts into its page; a test computes it again.
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:", "blob:"],
    "style-src-attr": ["'unsafe-inline'"],
    "frame-src": [SELF, *EMBED_HOSTS],
    "frame-ancestors": [SELF],
}

# --- mail, logs -------------------------------------------------------------------------------

_email = env.email_url("EMAIL_URL", default="consolemail://")
vars().update({key: value for key, value in _email.items() if key.startswith("EMAIL")})
EMAIL_BACKEND = _email["EMAIL_BACKEND"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
}
