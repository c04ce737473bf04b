"""Which words at the beginning of a line name a speaker, and which of those interview."""

from __future__ import annotations

import re
from collections.abc import Set


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in listed.split(","))


_INTERVIEWER = _names("i, int, interviewer, intervjuer, intervjuar, intervjueren, moderator")
_ASKING = _names("forsker, forskar, researcher, evaluator, spørsmål, spm, question, q")
"""Those who ask in a text that has no surer label for an interviewer."""

_ROLES = (
    _INTERVIEWER
    | _ASKING
    | _names(
        """informant, inf, respondent, resp, r, p, participant, deltaker, deltakar, deltager,
        taler, talar, speaker, person, ukjent, ukjend, unknown, alle, all, flere, fleire,
        ordstyrer, ordstyrar, møteleder, møteleiar, referent, svar, answer,
        leder, leiar, leader, manager, nestleder, nestleiar, avdelingsleder, avdelingsleiar,
        enhetsleder, einingsleiar, senterleder, senterleiar, virksomhetsleder, verksemdsleiar,
        prosjektleder, prosjektleiar, daglig leder, dagleg leiar, styrer, styrar, rektor,
        direktør, director, rådmann, rådmannen, kommunedirektør, kommunedirektøren,
        kommunalsjef, ordfører, ordførar, fagsjef, rådgiver, rådgivar, seniorrådgiver,
        seniorrådgivar, adviser, advisor, fylkeslege, fylkesmann, fylkesmannen, statsforvalter,
        statsforvalteren, statsforvaltar, koordinator, coordinator, ansatt, tilsett, medarbeider,
        medarbeidar, staff, employee, fagutvikler, fagutviklar, fagutviklingssykepleier,
        sykepleier, sjukepleiar, nurse, helsefagarbeider, helsefagarbeidar, lege, doctor, lærer,
        lærar, teacher, bruker, brukar, pasient, patient, pårørende, pårørande"""
    )
)
_NO_SPEAKER = _names(
    """nb, obs, ps, ok, merk, merknad, note, notat, viktig, important, eksempel, eks, f.eks,
    for eksempel, example, for example, dvs, altså, ja, nei, nja, men, og, så, jo, vel, yes, no,
    but, so, and, also, kilde, kjelde, source, oppsummert, oppsummering, kort sagt, konklusjon,
    summary, tema, theme, topic, del, part, kapittel, chapter, bolk, punkt, avsnitt, vedlegg,
    tabell, table, figur, figure, tittel, title, todo, for det første, for det andre, jeg, eg, vi,
    han, hun, ho, de, dei, det, den, dette, poenget, målet, svaret, spørsmålet, problemet,
    resultatet, utfordringen, utfordringa, forutsetning, resultat"""
)

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBER = re.compile(r"(?:[\s_]+(?:nr\.?\s*)?#?(?:\d{1,3}|[A-ZÆØÅ])|(?<=[^\W\d_])\d{1,3})$")
_NAME_WORD = re.compile(r"(?:[^\W_a-zæøåäöüéè]|av$|af$|de$|la$|van$|von$|og$|i$|ved$|på$)")
_NAME_WORDS = 5
_CAPITAL_WORDS = 3


def plain(label: str) -> str:
    """Labels that differ in case or in a full stop only are one label."""
    return " ".join(label.casefold().rstrip(". ").split())


def is_role(label: str) -> bool:
    return _role(label) in _ROLES


def is_interviewer(label: str) -> bool:
    """True for the labels that only interviewers have. `I1`, `I2` are informants as often as
    not, so only a bare `I` counts."""
    return plain(label) in _INTERVIEWER or _role(label) in _INTERVIEWER - {"i"}


def interviewers(labels: Set[str]) -> Set[str]:
    """Those of a text's labels that interview.

    A `Forsker` asks where nobody is called interviewer; where there is an `INT` and everybody
    else is called `I`, the latter is the informant.
    """
    sure = {label for label in labels if is_interviewer(label)}
    if sure == labels:
        return {label for label in sure if plain(label) != "i"} or sure
    return sure or {label for label in labels if _role(label) in _ASKING}


def is_speaker(label: str, *, recurs: bool, set_apart: bool, followed: bool) -> bool:
    """Whether what stands before a colon names a speaker.

    `recurs`: it stands before several. `set_apart`: it is in bold, or an initial, as other
    labels are. `followed`: there are words on the same line, so that it is no heading.
    """
    if _role(label) in _NO_SPEAKER or plain(label) in _NO_SPEAKER:
        return False
    if is_role(label) and (recurs or len(_role(label)) > 1 or label[0].isupper()):
        return True
    if _in_capitals(label) and (recurs or set_apart or followed):
        return True
    return (recurs or set_apart) and _is_name(label)


def _role(label: str) -> str:
    """The label without number, bracket and name: `INFORMANT 2 (leder)` is an `informant`."""
    bare = _IN_BRACKETS.sub("", label).rstrip(". ")
    short = _NUMBER.sub("", bare)
    if len(short) == 1 and len(bare) > 1 and not bare[1].isdigit():
        return plain(bare)  # "I 90" is "in -90", and "I1" is not
    first, *rest = short.split() or [""]
    if len(first) > 2 and plain(first) in _ROLES and all(map(_NAME_WORD.match, rest)):
        return plain(first)
    return plain(short)


def _in_capitals(label: str) -> bool:
    bare = _IN_BRACKETS.sub("", label)
    letters = sum(map(str.isalpha, bare))
    return bare.isupper() and letters > 1 and len(bare.split()) <= _CAPITAL_WORDS


def _is_name(label: str) -> bool:
    words = _IN_BRACKETS.sub("", label).split()
    if not words or len(words) > _NAME_WORDS or words[0][0].islower():
        return False
    return all(map(_NAME_WORD.match, words))
