"""Testing downward: does a code say what was said, does a theme hold together, is a concept needed?

A verdict is a person's. It is kept with what she saw and how she was asked, and never changed; who
tests again adds one. What has changed since is to be tested again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.errors import CodeGone, Conflict, InvalidData, NotFound
from qualcode.locale import known, translator
from qualcode.model.ladder import CodeStanding, Ladder
from qualcode.model.method import (
    ASKED,
    TERMS,
    Answers,
    Terms,
    TestKind,
    Verdict,
    check,
    refuse_unknown_question,
)
from qualcode.model.text import normalise
from qualcode.store import ladder as standings
from qualcode.store import testing as store
from qualcode.store.seen import Seen
from qualcode.store.standings import Standings
from qualcode.store.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

METHOD_WORDS = ("code", "group", "the_group", "groups")
ORDER = ("draft", "failed", "retest", "passed")
"""The queue: what nobody has tested, what failed and waits for something better, what has changed
since its test; then the rest."""


def ladder(study: Study) -> Ladder:
    """Where every code, theme and concept stands."""
    with study.read() as connection:
        return standings.read(connection)


class LadderInView:
    """The ladder, for who looks at it for long: what has changed is read anew, and no more."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._standings = Standings()

    def now(self) -> Ladder:
        """The ladder as it is now; the very same one while nothing is changed."""
        with self._study.read() as connection:
            return self._standings.of_now(connection)


def standing_of(study: Study, code_row: int) -> CodeStanding:
    """Where one code stands. CodeGone if it is there no more."""
    with study.read() as connection:
        try:
            return standings.code_standing(connection, code_row)
        except KeyError as error:
            raise CodeGone("The code is not there any more.") from error


def queue(found: Ladder, tester: str, *, all_testers: bool = False) -> list[CodeStanding]:
    """The codes that want a test, in the order of `ORDER` and then of the codebook.

    With `all_testers`, those too that others have tested as they are now, and this tester has not.
    """
    waiting = [
        standing
        for standing in found.codes
        if standing.state in ("draft", "failed", "retest")
        or (
            all_testers
            and standing.state == "passed"
            and all(test.tester != tester for test in standing.current)
        )
    ]
    return sorted(waiting, key=lambda standing: ORDER.index(standing.state))


def give_verdict(
    study: Study,
    coder: str,
    kind: TestKind,
    subject: int,
    answers: Answers,
    verdict: Verdict,
    *,
    comment: str = "",
    language: str | None = None,
    looked_at: str = "",
) -> int:
    """Keep a verdict on a code, a theme (`grouping`) or a concept as it is now, as one change.
    `language` is that in which the questions were asked, `looked_at` the digest of what the tester
    saw.

    InvalidData where the answers do not bear the verdict, and where a code is not given any more or
    stood before anybody read (deductive); NotFound where the thing is gone; Conflict where it is
    not as the tester saw it.
    """
    check(kind, answers, verdict)
    with study.change(coder, f"test {kind}") as change:
        seen = Seen(change.connection)
        _refuse_untestable(seen, kind, subject)
        image = seen.image(kind, subject)
        if looked_at not in ("", seen.digest(kind, subject)):
            raise Conflict(
                "«{name}» has been changed while you looked at it; it is shown as it is now. Look "
                "again, and answer again.",
                name=image["label"],
            )
        asked = _wording(change.connection, study, language)
        said = translator(study.language)(f"method.verdicts.{verdict}")
        change.summary = f"{image['label']}: {said}"
        return store.add(
            change,
            kind,
            subject,
            answers,
            verdict,
            comment=comment.strip(),
            digest=seen.digest(kind, subject),
            seen=image,
            asked={key: asked[key] for key in answers},
        )


def look_at(study: Study, kind: TestKind, subject: int) -> str:
    """The digest of what a tester sees, to give a verdict on that and nothing else. Empty where it
    is not there any more."""
    with study.read() as connection:
        try:
            return Seen(connection).digest(kind, subject)
        except KeyError:
            return ""


def _refuse_untestable(seen: Seen, kind: TestKind, subject: int) -> None:
    try:
        seen.image(kind, subject)
    except KeyError as error:
        raise NotFound(
            "What was to be tested is not there any more: somebody has taken it away."
        ) from error
    if kind == "code":
        code = seen.code(subject)
        if not code.code.given:
            raise InvalidData(
                "«{code}» is not given any more; test what it became.", code=code.label
            )
        if code.code.deductive:
            raise InvalidData(
                "«{code}» stood before anybody had read; the code test is for codes that were made "
                "of what was read.",
                code=code.label,
            )
    elif kind == "grouping" and not seen.theme(subject).real:
        raise InvalidData(
            "«{theme}» keeps codes aside; there is nothing to test.",
            theme=seen.theme(subject).name,
        )


# What is asked, and in which words


def wording(study: Study, language: str | None = None) -> dict[str, str]:
    """The questions of all tests by key, in the team's words where it has its own, else in ours."""
    with study.read() as connection:
        return _wording(connection, study, language)


def _wording(connection: Connection, study: Study, language: str | None) -> dict[str, str]:
    spoken = known(language or study.language)
    words = words_of_method(store.terms(connection), spoken)
    t = translator(spoken)
    ours = {key: t(f"method.ask.{key}", **words) for key in ASKED}
    return ours | store.wordings(connection, spoken)


def words(study: Study, language: str | None = None) -> dict[str, str]:
    """What the things of the method are called in this study, as `words_of_method` has them."""
    with study.read() as connection:
        return words_of_method(store.terms(connection), known(language or study.language))


def words_of_method(terms: Terms, language: str) -> dict[str, str]:
    """What the things of the method are called in the edition that a team follows: `code`,
    `group`, `the_group`, `groups`."""
    t = translator(language)
    return {name: t(f"method.terms.{terms}.{name}") for name in METHOD_WORDS}


def set_wording(study: Study, coder: str, key: str, words: str, *, language: str = "") -> None:
    """Word a question as the team wants it asked; without words it is asked as we word it."""
    refuse_unknown_question(key)
    with study.change(coder, "word question", key) as change:
        text = normalise(words).strip()
        store.set_wording(change, key, known(language or study.language), text)


def terms(study: Study) -> Terms:
    """The edition whose words the study uses."""
    with study.read() as connection:
        return store.terms(connection)


def set_terms(study: Study, coder: str, terms: Terms) -> None:
    """Use the words of 2012, or of 2017 and later."""
    if terms not in TERMS:
        raise InvalidData('"{terms}" is none of {known}.', terms=terms, known=", ".join(TERMS))
    with study.change(coder, "choose terms", terms) as change:
        store.set_terms(change, terms)
