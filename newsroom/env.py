"""The environment, read once: every variable an administrator may set, with its default."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()


def database():
    """Return the Django settings of `DATABASE_URL`; SQLite in `var/` when it is not set.

    SQLite runs in WAL with `synchronous=FULL`: with NORMAL a power cut lost every press that had
    been acknowledged since the last checkpoint, with FULL none. IMMEDIATE takes the write lock
    when a transaction begins, so that it can wait for it instead of failing in the middle; those
    who wait stand in line (`newsroom.sqlite3`).
    """
    # A variable that is set to nothing is as good as none.
    return _configured(env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}")


def replica():
    """Return `{"replica": its settings}` when `DATABASE_REPLICA_URL` is set, {} otherwise.

    Its connections are renewed by `newsroom.replica` between requests and by nobody else: in the
    middle of one, another database would answer for the clock than for the data.
    """
    address = env.str("DATABASE_REPLICA_URL", default="")
    if not address:
        return {}
    config = _configured(address)
    config |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False, "TEST": {"MIRROR": "default"}}
    if not config["ENGINE"].endswith("sqlite3"):
        # Whatever the address names by mistake, readers change nothing there.
        config["OPTIONS"].setdefault("options", "-c default_transaction_read_only=on")
    return {"replica": config}


def _configured(address):
    config = env.db_url_config(address)
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        config["ENGINE"] = "newsroom.sqlite3"
        # Opening a file and setting it up took longer than the queries of a page.
        config.setdefault("CONN_MAX_AGE", 60)
        options.setdefault("timeout", 20)
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault(
            "init_command",
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;"
            "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
        )
    else:
        config["ENGINE"] = "newsroom.postgresql"
        config.setdefault("CONN_MAX_AGE", 60)
        config.setdefault("CONN_HEALTH_CHECKS", True)
        options.setdefault("connect_timeout", 3)
        # Milliseconds after which a server that says nothing more is given up.
        options.setdefault("tcp_user_timeout", 5000)
        if options.setdefault("prepare_threshold", 2) in ("", "none"):
            options["prepare_threshold"] = None
    return config


def cache():
    """Return the Django settings of `CACHE_URL`; memory of each process when it is not set."""
    config = env.cache_url_config(env.str("CACHE_URL", default="") or "locmemcache://")
    if "redis" in config["BACKEND"].lower():
        # Whoever waits for a cache could have made the page.
        for wait in ("socket_connect_timeout", "socket_timeout"):
            config.setdefault("OPTIONS", {}).setdefault(wait, 0.5)
        # Left to itself the client asks four times, with pauses of seconds in between.
        if retry := once():
            config["OPTIONS"].setdefault("retry", retry)
    return config


def once():
    """Return what lets the Redis client ask once; None without the extra `redis`."""
    try:
        from redis.backoff import NoBackoff  # only where several machines serve one site
        from redis.retry import Retry  # as above
    except ImportError:
        return None
    return Retry(NoBackoff(), 0)


def languages(known):
    """Return `[(code, name), …]` for `LANGUAGES`, the first being the one without a prefix.

    known: code → name in that language. A code that is not in it keeps the code as its name.
    """
    codes = [code.strip() for code in env.list("LANGUAGES", default=["ru", "sah", "en"])]
    return [(code, known.get(code, code)) for code in codes if code]


def storage(kind):
    """Return the STORAGES entry of "default" (public renditions) or "originals" (never public)."""
    bucket = env.str("S3_BUCKET", default="")
    if bucket:
        return {
            "BACKEND": "images.bucket.BucketStorage",
            "OPTIONS": {
                "bucket_name": bucket,
                "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
                "region_name": env.str("S3_REGION", default="") or None,
                "access_key": env.str("S3_ACCESS_KEY_ID", default="") or None,
                "secret_key": env.str("S3_SECRET_ACCESS_KEY", default="") or None,
                "location": "public" if kind == "default" else "originals",
                "querystring_auth": kind != "default",
                # Names are made from content: the same name holds the same bytes.
                "file_overwrite": True,
            },
        }
    media_root = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
    return {
        "BACKEND": "images.storage.SafeFileSystemStorage",
        "OPTIONS": {
            # Originals keep their EXIF, the place a photograph was taken included. They lie
            # beside the public files, never among them.
            "location": str(media_root / ("public" if kind == "default" else "originals")),
            "base_url": env.str("MEDIA_URL", default="/media/") if kind == "default" else None,
        },
    }


def backups():
    """Return where in object storage backups lie (`bucket`, None: nowhere) and what seals them.

    What is not said of the bucket is as for the pictures; another provider is the better place.
    """
    name = env.str("S3_BACKUP_BUCKET", default="")
    endpoint = env.str("S3_BACKUP_ENDPOINT_URL", default="") or env.str("S3_ENDPOINT_URL", "")
    region = env.str("S3_BACKUP_REGION", default="") or env.str("S3_REGION", "")
    key = env.str("S3_BACKUP_ACCESS_KEY_ID", default="") or env.str("S3_ACCESS_KEY_ID", "")
    secret = env.str("S3_BACKUP_SECRET_ACCESS_KEY", "") or env.str("S3_SECRET_ACCESS_KEY", "")
    bucket = {
        "bucket": name,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": key or None,
        "secret_key": secret or None,
    }
    return {
        "bucket": bucket if name else None,
        "passphrase": env.str("BACKUP_PASSPHRASE", default=""),
        "passphrase_file": env.str("BACKUP_PASSPHRASE_FILE", default=""),
    }
