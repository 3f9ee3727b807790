"""Messages and lessons are found by their words

SQLite: an FTS5 index beside each table, kept in step by triggers; a migration that makes one of
these tables anew must make its triggers anew. PostgreSQL: a column made from the words, and a GIN
index; "simple" keeps the words of other languages, and what "english" takes for stop words.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXED = {"contribution": ("text",), "lesson": ("recommendation", "what_happened")}
TOKENS = "porter unicode61 remove_diacritics 2"

# PostgreSQL would take "call/text" for a path and "a.b" for a host: one word each.
WORDS = r"""
    translate(
        normalize(regexp_replace(normalize({text}, NFD), '[\u0300-\u036f]', '', 'g'), NFC),
        '/\.@:_#&=?+~-', '             '
    )
"""


def upgrade() -> None:
    """Apply. What is kept already is indexed too."""
    make = _make_sqlite if op.get_bind().dialect.name == "sqlite" else _make_postgresql
    for table, columns in INDEXED.items():
        make(table, columns)


def _make_sqlite(table: str, columns: tuple[str, ...]) -> None:
    words = f"{table}_words"
    listed = ", ".join(columns)
    new, old = (", ".join(f"{row}.{one}" for one in columns) for row in ("new", "old"))
    insert = f"INSERT INTO {words}"
    add = f"{insert} (rowid, {listed}) VALUES (new.id, {new});"
    drop = f"{insert} ({words}, rowid, {listed}) VALUES ('delete', old.id, {old});"
    _run(
        f"CREATE VIRTUAL TABLE {words} USING fts5({listed}, content='{table}', content_rowid='id',"
        f" tokenize='{TOKENS}')",
        f"CREATE TRIGGER {words}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {words}_dropped AFTER DELETE ON {table} BEGIN {drop} END",
        f"CREATE TRIGGER {words}_changed AFTER UPDATE OF {listed} ON {table}"
        f" BEGIN {drop} {add} END",
        f"{insert} ({words}) VALUES ('rebuild')",
    )


def _make_postgresql(table: str, columns: tuple[str, ...]) -> None:
    words = WORDS.format(text=" || ' ' || ".join(columns))
    found = f"to_tsvector('english', {words}) || to_tsvector('simple', {words})"
    _run(
        f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({found}) STORED",
        f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)",
    )


def downgrade() -> None:
    """Take back."""
    for table in INDEXED:
        if op.get_bind().dialect.name == "sqlite":
            for change in ("added", "dropped", "changed"):
                _run(f"DROP TRIGGER IF EXISTS {table}_words_{change}")
            _run(f"DROP TABLE {table}_words")
        else:
            _run(f"ALTER TABLE {table} DROP COLUMN words")


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
