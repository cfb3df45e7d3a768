"""How the ledger of an import lays out what stands in an export: its own SQL."""

QUICK = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;
    PRAGMA notes.synchronous = OFF;
"""
TABLES = """
    CREATE TABLE site (value BLOB);
    CREATE TABLE person (login TEXT PRIMARY KEY, value BLOB);
    CREATE TABLE term (taxonomy TEXT, slug TEXT, is_declared INT, value BLOB,
                       PRIMARY KEY (taxonomy, slug));
    CREATE TABLE item (
        n INTEGER PRIMARY KEY, key TEXT UNIQUE, id INT, guid TEXT, stage INT, type TEXT,
        was_public INT, had_address INT, moment REAL, path TEXT, upload TEXT, parent INT, rank INT,
        slug TEXT, headline TEXT, line INT, file TEXT, why TEXT,
        object INT, address TEXT, new_slug TEXT, day TEXT);
    -- Beside, so that an address is found, and written, without the text.
    CREATE TABLE content (n INTEGER PRIMARY KEY, value BLOB);
    CREATE TABLE place (path TEXT PRIMARY KEY, address TEXT) WITHOUT ROWID;
    -- What is written while the plan is carried out lies in a file of its own.
    CREATE TABLE notes.picture (path TEXT PRIMARY KEY, object INT) WITHOUT ROWID;
    CREATE TABLE described (kind TEXT, name TEXT, words TEXT, is_public INT,
                            PRIMARY KEY (kind, name)) WITHOUT ROWID;
    CREATE TABLE beside (id INTEGER PRIMARY KEY, others TEXT);
    CREATE TABLE version (id INTEGER PRIMARY KEY, kin TEXT, language TEXT);
    CREATE TABLE notes.missing (address TEXT PRIMARY KEY, why TEXT) WITHOUT ROWID;
    CREATE TABLE notes.finding (n INTEGER PRIMARY KEY, kind TEXT, what TEXT, why TEXT, file TEXT,
                          line INT, is_loss INT);
"""
INDEXES = """
    CREATE INDEX in_turn ON item (stage, IFNULL(moment, -1e18), IFNULL(id, 9e18), key);
    CREATE INDEX by_id ON item (id);
    CREATE INDEX by_path ON item (path);
    CREATE INDEX by_upload ON item (upload) WHERE upload <> '';
    CREATE INDEX of_parent ON item (parent, rank, id) WHERE stage = %d;
"""
_ITEM = (
    "key", "id", "guid", "stage", "type", "was_public", "had_address", "moment", "path", "upload",
    "parent", "rank", "slug", "headline", "line", "file", "why",
)  # fmt: skip
ADD = f"INSERT OR IGNORE INTO item ({', '.join(_ITEM)}) VALUES ({', '.join('?' * len(_ITEM))})"  # noqa: S608
CHANGE = f"UPDATE item SET {', '.join(f'{name} = ?' for name in _ITEM)} WHERE n = ?"  # noqa: S608
