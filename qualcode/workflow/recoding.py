"""Work on the codebook while coding: rename, define, move, merge and retire codes.

Each is one change with one undo, and refuses before it writes what would not hold together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.errors import Conflict, InvalidData, NotFound
from qualcode.model.spans import Span
from qualcode.model.text import normalise
from qualcode.model.views import StudyCode, StudyTheme, Touch
from qualcode.store import anchors, codebooks, fates, namesakes, recoding
from qualcode.store.journal import Change
from qualcode.store.study import Study
from qualcode.store.tables import CodeRow
from qualcode.store.transcripts import text_of

ACTIONS = frozenset(
    {
        *("rename code", "define code", "move code", "merge codes"),
        *("retire code", "bring back code", "rename theme"),
        *("link example", "link birth"),
    }
)
"""What the changes made here are called in the history."""


def touches(study: Study, *code_rows: int) -> Touch:
    """How much a change of these codes concerns, for whoever is about to make it."""
    with study.read() as connection:
        return recoding.touched(connection, code_rows)


def rename_code(study: Study, coder: str, code_row: int, name: str) -> None:
    """Give a code another name; its id in files stays. Conflict if another code has the name."""
    name = named(name)
    with study.change(coder, "rename code") as change:
        code = code_of(change, code_row)
        held = codebooks.names(change.connection)
        same = [row for row, other in held.items() if other.casefold() == name.casefold()]
        for other in codebooks.read_codes(change.connection, same):
            if other.id != code_row:
                raise Conflict(
                    "There is a code «{name}» already, in «{theme}»; merge the two, "
                    "or choose another name.",
                    name=other.label,
                    theme=other.theme,
                )
        change.update(CodeRow, code_row, name=name)
        change.summary = f"{code.label} → {name}"


def redefine_code(
    study: Study,
    coder: str,
    code_row: int,
    *,
    definition: str | None = None,
    include: str | None = None,
    exclude: str | None = None,
    example: str | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Say what a code means, what belongs to it and what does not; what is not given stays.

    `seen` are the texts that she had before her when she began, by field. Conflict where the study
    holds others by now of those that are given.
    """
    given = {
        "definition": definition,
        "include": include,
        "exclude": exclude,
        "example": example,
    }
    texts = {name: normalise(text).strip() for name, text in given.items() if text is not None}
    with study.change(coder, "define code") as change:
        code = code_of(change, code_row)
        held = {name: getattr(code.code, name) for name in texts}
        if seen is not None and any(seen.get(name) != text for name, text in held.items()):
            raise Conflict(
                "«{code}» has been defined otherwise meanwhile; look at both texts.",
                code=code.label,
            )
        change.summary = code.label
        if texts:
            change.update(CodeRow, code_row, **texts)


def link_example(study: Study, coder: str, code_row: int, transcript_id: int, span: Span) -> None:
    """Let a passage be the example of a code: its words, and where they stand."""
    with study.change(coder, "link example") as change:
        change.summary = code_of(change, code_row).label
        words = _words(change, transcript_id, span)
        anchors.put(change, code_row, "example", transcript_id, span)
        change.update(CodeRow, code_row, example=words)


def link_birth(study: Study, coder: str, code_row: int, transcript_id: int, span: Span) -> None:
    """Say of which passage a code was made."""
    with study.change(coder, "link birth") as change:
        change.summary = code_of(change, code_row).label
        _words(change, transcript_id, span)
        anchors.put(change, code_row, "born", transcript_id, span)


def _words(change: Change, transcript_id: int, span: Span) -> str:
    _, text = text_of(change.connection, transcript_id)
    words = span.of(text).strip() if span.end <= len(text) else ""
    if not words:
        raise InvalidData("There are no words at that place; choose another passage.")
    return words


def move_code(
    study: Study,
    coder: str,
    code_row: int,
    *,
    theme_id: int | None = None,
    new_theme: str = "",
    parent: int | None = None,
) -> None:
    """Put a code last in a theme, in a new one, or under another code. What lies beneath it
    comes along; it stands in the theme of its parent."""
    if [theme_id is None, not new_theme, parent is None].count(False) != 1:
        raise InvalidData("Say one place for the code: a theme, a new theme, or another code.")
    with study.change(coder, "move code") as change:
        code = code_of(change, code_row)
        if parent is not None:
            above = code_of(change, parent)
            _refuse_beneath(change, code, above)
            theme_id, place = above.theme_id, above.label
        else:
            theme = _theme_for(change, theme_id, new_theme)
            theme_id, place = theme.id, theme.name
        if (code.theme_id, code.parent_id) == (theme_id, parent):
            raise Conflict("«{code}» stands in «{place}» already.", code=code.label, place=place)
        came = recoding.move(change, code, theme_id, parent)
        namesakes.refuse(change.connection, came, theme_id)
        change.summary = f"{code.label} → {place}"


def merge_codes(
    study: Study, coder: str, sources: Sequence[int], target: int, *, reason: str = ""
) -> None:
    """Make codes one with another: it gets their codings and what lies beneath them. They are
    given no more, and keep their names; `splitting.tell_apart` takes it back long after.

    Where a coder has given the target to the very same passage, only that coding is kept, with
    both memos; where the two tell different things (stance, when, value), both are.
    """
    rows = list(dict.fromkeys(sources))
    with study.change(coder, "merge codes", reason=reason) as change:
        into, merged = code_of(change, target), [code_of(change, row) for row in rows]
        if not rows or target in rows:
            raise InvalidData("A code is merged into another one; choose a code to merge into.")
        for code in (into, *merged):
            refuse_given_up(code)
        for code in merged:
            _refuse_beneath(change, code, into)
        came = recoding.merge(change, merged, into, reason)
        namesakes.refuse(change.connection, came, into.theme_id)
        change.summary = f"{', '.join(code.label for code in merged)} → {into.label}"


def retire_code(study: Study, coder: str, code_row: int, *, reason: str = "") -> None:
    """Keep a code and its codings, but give it no more."""
    with study.change(coder, "retire code", reason=reason) as change:
        code = code_of(change, code_row)
        if not code.code.given:
            raise Conflict("«{code}» is not given any more as it is.", code=code.label)
        change.summary = code.label
        change.update(CodeRow, code_row, state="retired")
        fates.add(change, code_row, "retired", None, reason, fates.Moved(()))


def bring_back_code(study: Study, coder: str, code_row: int) -> None:
    """Let a code be given again. What it has become stays what it is; see `tell_apart`."""
    with study.change(coder, "bring back code") as change:
        code = code_of(change, code_row)
        if code.code.given:
            raise Conflict("«{code}» is given as it is.", code=code.label)
        change.summary = code.label
        fates.bring_back(change, code_row)
        namesakes.refuse(change.connection, [code_of(change, code_row)], code.theme_id)


def rename_theme(study: Study, coder: str, theme_id: int, name: str) -> None:
    """Give a theme another name, in the chapters that name it too."""
    name = named(name)
    with study.change(coder, "rename theme") as change:
        theme = theme_of(change, theme_id)
        for other in codebooks.read_themes(change.connection):
            if other.id != theme_id and other.name.casefold() == name.casefold():
                raise Conflict(
                    "There is a theme «{name}» already; move the codes there, or choose "
                    "another name.",
                    name=other.name,
                )
        recoding.rename_theme(change, theme_id, theme.name, name)
        change.summary = f"{theme.name} → {name}"


def named(name: str) -> str:
    """A name as it is kept: on one line, without blanks around it."""
    found = " ".join(normalise(name).split())
    if not found:
        raise InvalidData("A name needs a letter or two; nothing was changed.")
    return found


def code_of(change: Change, code_row: int) -> StudyCode:
    """Raises CodeGone where somebody has taken the code away."""
    recoding.labels(change.connection, [code_row])
    return codebooks.read_codes(change.connection, [code_row])[0]


def refuse_given_up(code: StudyCode) -> None:
    """What a code has become is worked with in its place."""
    if not code.code.given:
        raise Conflict("«{code}» is not given any more; bring it back first.", code=code.label)


def theme_of(change: Change, theme_id: int) -> StudyTheme:
    for theme in codebooks.read_themes(change.connection):
        if theme.id == theme_id:
            return theme
    raise NotFound("The theme is not there any more: somebody has taken it away.")


def _theme_for(change: Change, theme_id: int | None, new_theme: str) -> StudyTheme:
    """The theme of that id; else the one of that name, which is made if need be."""
    if theme_id is not None:
        return theme_of(change, theme_id)
    name = named(new_theme)
    for theme in codebooks.read_themes(change.connection):
        if theme.name.casefold() == name.casefold():
            return theme
    return theme_of(change, codebooks.add_theme(change, name))


def _refuse_beneath(change: Change, code: StudyCode, above: StudyCode) -> None:
    beneath = codebooks.beneath(change.connection, code.id)
    if above.id == code.id or any(c.id == above.id for c in beneath):
        raise Conflict(
            "«{code}» cannot go under itself: «{above}» lies beneath it. Move that code out first.",
            code=code.label,
            above=above.label,
        )
