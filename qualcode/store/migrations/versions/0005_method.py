"""The ladder from codes to concepts, reasons in the history, and the group of ungrouped codes."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

UNGROUPED = ("Uten gruppe", "Utan gruppe", "Not grouped yet")
"""What that group was called before it was marked."""


def upgrade() -> None:
    _widen()
    _codes()
    _tests()
    _concepts()
    _questions()


def _widen() -> None:
    op.add_column("study", sa.Column("terms", sa.String(), nullable=False, server_default="2017"))
    op.add_column("change", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "theme", sa.Column("ungrouped", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    theme = sa.table("theme", sa.column("name", sa.String), sa.column("ungrouped", sa.Boolean))
    op.execute(theme.update().where(theme.c.name.in_(UNGROUPED)).values(ungrouped=True))


def _codes() -> None:
    _make("code_anchor", _key("code"), _string("role"), *_passage(), _once("code_id", "role"))
    _index("code_anchor", "transcript_id")
    fate = (_key("code"), _string("kind"), _key("code", "into_id", nullable=True))
    _make("fate", *fate, _text("reason"), _key("coder"), _string("at"))
    _index("fate", "code_id", "into_id")
    _make("moved_coding", _key("fate"), _number("coding_id"), _text("folded", nullable=True))
    _index("moved_coding", "fate_id", "coding_id")
    placement = (_key("code"), _key("theme"), _text("reason"))
    override: sa.Column[Any] = sa.Column("override", sa.Boolean(), nullable=False)
    _make("placement", *placement, override, _once("code_id", "theme_id"))
    _index("placement", "theme_id")
    again = (_key("code"), _key("transcript"), _number("coding_id", nullable=True))
    _make("looked_again", *again, _number("cause"), _key("coder"), _string("at"))
    _index("looked_again", "code_id")
    _make("codebook_file", _string("name"), _string("at"), _text("book"), _once("name"))


def _tests() -> None:
    _make(
        "concept",
        _guid(),
        _number("position"),
        _string("name"),
        _text("definition"),
        _text("theory"),
        _text("dropped"),
        _once("name"),
    )
    _make(
        "test",
        _guid(),
        _string("kind"),
        *(_key(thing, nullable=True) for thing in ("code", "theme", "concept")),
        _key("coder"),
        _string("at"),
        _text("answers"),
        _string("verdict"),
        _text("comment"),
        _string("digest"),
        _text("seen"),
        _text("asked"),
    )
    _index("test", "code_id", "theme_id", "concept_id")
    words = (_string("key"), _string("language"), _text("words"))
    _make("wording", *words, _once("key", "language"))


def _concepts() -> None:
    said = (_string("title"), _text("idea"), _text("theory"), _string("stage"))
    _make("ear", _guid(), *said, _key("coder"), _string("created_at"))
    _make("ear_anchor", _key("ear"), *_passage())
    _index("ear_anchor", "ear_id", "transcript_id")
    parts = (_key("theme", nullable=True), _key("ear", nullable=True), _text("override"))
    once = (_once("concept_id", "theme_id"), _once("concept_id", "ear_id"))
    _make("concept_part", _key("concept"), *parts, *once)
    _index("concept_part", "theme_id", "ear_id")
    evidence = (_key("concept"), _string("side"), *_passage(), _text("note"))
    _make("evidence", *evidence, _key("coder"), _string("created_at"))
    _index("evidence", "concept_id", "transcript_id")


def _questions() -> None:
    told = (_string("kind"), _text("words"), _string("at"))
    _make("research_question", _guid(), _number("position"), *told)
    question = _key("research_question", "question_id")
    _make("question_theme", question, _key("theme"), _once("question_id", "theme_id"))
    _index("question_theme", "theme_id")
    _make("snapshot", _string("name"), _number("change_id"), _string("at"), _once("name"))


def _make(name: str, *parts: sa.Column[Any] | sa.UniqueConstraint) -> None:
    key = sa.Column("id", sa.Integer(), nullable=False)
    op.create_table(name, key, *parts, sa.PrimaryKeyConstraint("id"), sqlite_autoincrement=True)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _once(*columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns)


def _passage() -> Iterator[sa.Column[Any]]:
    yield from (_key("transcript"), _number("start"), _number("end"))


def _key(table: str, name: str = "", *, nullable: bool = False) -> sa.Column[Any]:
    to = sa.ForeignKey(f"{table}.id")
    return sa.Column(name or f"{table}_id", sa.Integer(), to, nullable=nullable)


def _guid() -> sa.Column[Any]:
    return sa.Column("guid", sa.String(length=32), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _string(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable)
