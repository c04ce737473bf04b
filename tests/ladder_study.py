"""A small study that has walked all the way up the ladder; people, places and words are made up.

Five centres say what becomes of projects when the money ends. Siv codes, Jonas tests along; codes
fail and are replaced, split, merged, renamed and retired; two themes, a residual group, EARs, and
concepts of which one holds.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.model.codebook import Origin
from qualcode.model.method import Answers, Verdict
from qualcode.model.spans import Span
from qualcode.workflow import (
    asking,
    coding,
    conceptual,
    grouping,
    importing,
    recoding,
    splitting,
    testing,
    tracing,
)
from qualcode.workflow.studies import Study, open_study
from tests.ladder_folder import INTERVIEWS, write_folder

CODE_PASSED: Answers = {"K1": "no", "K2": "content", "K3": "yes"}
SORTING: Answers = {"K1": "yes"}
TOPIC: Answers = {"K1": "no", "K2": "topic"}
GROUP_PASSED: Answers = {"G1": "yes", "G2": "yes", "G3": "yes", "G4": "yes"}
CONCEPT_PASSED: Answers = {"C1": "yes", "C2": "yes", "C3": "yes"}

MONEY, ADVICE = "Penger tar slutt før innføring", "Råd uten myndighet"
TOO_SHORT = "Prosjekt er for kort til å innføre noe"
SPENT = "Pengene er brukt opp når spredningen skal starte"
STRANDED = "Gode prosjekter strander uten penger til å innføre dem"
NO_STAFF = "Får ikke kjøpt fri fagfolk"
MAY_NOT = "Kan gi råd, men ikke bestemme"
HEARD = "Rådene blir hørt, men ikke fulgt"
STARTS = "Får penger til å starte, aldri til å fortsette"
NOBODY_OWNS = "Ingen eier det når prosjektet er slutt"
ROOM = "Prosjektmidler gir rom til å prøve ut"
CALLS = "Må ringe tre ganger før noen svarer"
COFFEE = "Kaffen er god"
SHARING = "Prosjekt egner seg til å dele erfaring"
EASIER = "De som har vært med, får det lettere til"


@dataclass
class Walker:
    """Does what researchers do, and knows rows by the names of things."""

    study: Study
    coder: str = "Siv"
    codes: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    ears: dict[str, int] = field(default_factory=dict)
    concepts: dict[str, int] = field(default_factory=dict)
    questions: list[int] = field(default_factory=list)

    def place(self, words: str) -> tuple[int, Span]:
        """Where in the interviews something is said."""
        for transcript, (_, text) in enumerate(INTERVIEWS.items(), start=1):
            start = text.find(words)
            if start >= 0:
                return transcript, Span(start, start + len(words))
        raise AssertionError(f"nobody says {words!r}")

    def code(self, name: str, *passages: str, origin: Origin = "empirical") -> int:
        """Give passages a code; it is made of the first."""
        for words in passages:
            transcript, span = self.place(words)
            if name in self.codes:
                coding.apply_codes(self.study, self.coder, transcript, span, [self.codes[name]])
            else:
                self.codes[name], _ = coding.create_and_apply(
                    self.study, self.coder, transcript, span, name, origin=origin
                )
        return self.codes[name]

    def test(
        self,
        name: str,
        verdict: Verdict = "passed",
        answers: Answers = CODE_PASSED,
        *,
        by: str = "",
        comment: str = "",
    ) -> None:
        row = self.codes[name]
        who = by or self.coder
        testing.give_verdict(self.study, who, "code", row, answers, verdict, comment=comment)

    def pile(self, name: str, sentence: str, *codes: str) -> int:
        self.themes[name] = grouping.add_pile(self.study, self.coder, name)
        grouping.describe_theme(self.study, self.coder, self.themes[name], sentence)
        self.place_codes(name, *codes)
        return self.themes[name]

    def place_codes(self, theme: str, *codes: str, reason: str = "") -> None:
        rows = [self.codes[name] for name in codes]
        grouping.place_codes(self.study, self.coder, rows, self.themes[theme], reason=reason)

    def test_theme(
        self, name: str, verdict: Verdict = "passed", answers: Answers = GROUP_PASSED, by: str = ""
    ) -> None:
        who = by or self.coder
        testing.give_verdict(self.study, who, "grouping", self.themes[name], answers, verdict)

    def note(self, title: str, idea: str, *passages: str, theory: str = "") -> None:
        places = [self.place(words) for words in passages]
        self.ears[title] = conceptual.note_ear(
            self.study, self.coder, title, idea, places, theory=theory
        )

    def concept(
        self,
        name: str,
        definition: str,
        themes: Sequence[str],
        ears: Sequence[str] = (),
        **more: str,
    ) -> int:
        rows = [self.themes[theme] for theme in themes], [self.ears[ear] for ear in ears]
        self.concepts[name] = conceptual.new_concept(
            self.study,
            self.coder,
            name,
            definition=definition,
            themes=rows[0],
            ears=rows[1],
            **more,
        )
        return self.concepts[name]

    def test_concept(
        self, name: str, verdict: Verdict = "passed", answers: Answers = CONCEPT_PASSED
    ) -> None:
        row = self.concepts[name]
        testing.give_verdict(self.study, self.coder, "concept", row, answers, verdict)


def new_study(folder: Path, language: str = "nb") -> Walker:
    """Five interviews, nothing coded."""
    write_folder(folder / "mappe", language)
    study, report = importing.study_from_folder(
        folder / "stige.qualcode", folder / "mappe", coder="Siv"
    )
    assert [file.outcome for file in report.files] == ["taken"] * len(INTERVIEWS)
    walker = Walker(study)
    walker.codes["Innføring"] = 1
    walker.themes["Guiden"] = 1
    return walker


def climb(folder: Path, language: str = "nb") -> Walker:
    """The study with all of its walk done."""
    walker = new_study(folder, language)
    ask(walker)
    read(walker)
    test_codes(walker)
    group(walker)
    think(walker)
    tracing.name_moment(walker.study, "Siv", "levert")
    return walker


def copied(walker: Walker, folder: Path) -> Walker:
    """The same walk in a file of its own, for a test that goes on from there; the study of the
    first one is closed by then."""
    path = folder / walker.study.path.name
    shutil.copy(walker.study.path, path)
    return replace(
        walker,
        study=open_study(path),
        codes={**walker.codes},
        themes={**walker.themes},
        ears={**walker.ears},
        concepts={**walker.concepts},
        questions=[*walker.questions],
    )


def ask(walker: Walker) -> None:
    study = walker.study
    asking.ask(study, "Siv", "Jeg venter å høre om mangel på tid.", kind="expectation")
    first = asking.ask(study, "Siv", "Hvordan tas ny kunnskap i bruk?")
    walker.questions.append(first)


def read(walker: Walker) -> None:
    """Empirically-close coding, with some codes that are not."""
    code = walker.code
    code("Innføring", "Hva med innføringen?", "Hva skjer når et prosjekt er slutt?")
    code("Implementering", "Et prosjekt er for kort til å innføre noe")
    code("Ressurser", "Gode prosjekter havner på sidelinja", "får ikke kjøpt fri fagfolk")
    code(SPENT, "Pengene er ofte brukt opp når vi skal i gang med spredningen")
    code("Pengene slutter for tidlig", "Pengene slutter før folk har lært det")
    code(
        "gode råd og ingen til å ta dem i bruk",
        "gode råd og ingen til å ta dem i bruk",
        origin="in_vivo",
    )
    code(ROOM, "prosjektmidlene gir oss rom til å prøve ut nye ideer over tid")
    code(MAY_NOT, "Vi kan gi råd, men vi har ikke lov til å bestemme", "Rådene våre blir hørt")
    code(HEARD, "Rådene våre blir hørt, men ikke fulgt")
    code("Startpenger", "Vi får penger til å starte, og aldri til å fortsette")
    code(NOBODY_OWNS, "Når det er slutt, er det ingen som eier det lenger")
    code(CALLS, "Jeg må ringe tre ganger før noen svarer")
    code(SHARING, "Prosjektarbeid egner seg som erfaringsdeling")
    code(EASIER, "De som har vært med, får det lettere til", "de ansatte var med fra første dag")
    code(COFFEE, "Kaffen er god her")
    code("Været", "så snakker vi om været")
    walker.note(
        "Prosjektet som felle",
        "En må ha prosjekt for å få begynne, og taper fordi det er et prosjekt.",
        "Et prosjekt er for kort til å innføre noe",
        "Vi får penger til å starte, og aldri til å fortsette",
        theory="Jf. prosjektifisering",
    )


def test_codes(walker: Walker) -> None:
    study, test = walker.study, walker.test
    test("Implementering", "failed", SORTING, comment="Ordet står i guiden.")
    test("Ressurser", "failed", TOPIC)
    for name in (SPENT, ROOM, HEARD, NOBODY_OWNS, CALLS, EASIER, COFFEE):
        if name != NOBODY_OWNS:
            test(name)
    test("gode råd og ingen til å ta dem i bruk")
    test(MAY_NOT)
    test("Startpenger")
    test("Pengene slutter for tidlig")
    test(SHARING, comment="Sier hva prosjekter er gode for.")
    test(SHARING, "failed", TOPIC, by="Jonas", comment="Bare et tema.")
    test(MAY_NOT, by="Jonas")
    tracing.name_moment(study, "Siv", "etter kodetest 1")
    row = splitting.replace_code(
        study, "Siv", walker.codes["Implementering"], TOO_SHORT, reason="Sorteringskode fra guiden"
    )
    walker.codes[TOO_SHORT] = row
    split_resources(walker)
    merged = [walker.codes["Pengene slutter for tidlig"]]
    recoding.merge_codes(study, "Siv", merged, walker.codes[SPENT], reason="Sier det samme")
    recoding.retire_code(study, "Siv", walker.codes["Været"], reason="Har ikke med saken å gjøre")
    for name in (TOO_SHORT, STRANDED, NO_STAFF, SPENT):
        test(name)
    recoding.rename_code(study, "Siv", walker.codes["Startpenger"], STARTS)
    walker.codes[STARTS] = walker.codes["Startpenger"]


def split_resources(walker: Walker) -> None:
    """A code that is only a topic becomes two that say what was said."""
    study, row = walker.study, walker.codes["Ressurser"]
    held = [c.id for c in coding.codings_in(study, 2) if c.code_id == row]
    parts: dict[int | str, list[int]] = {STRANDED: held[:1], NO_STAFF: held[1:]}
    made = splitting.split_code(study, "Siv", row, parts, reason="Bare et tema")
    walker.codes |= dict(zip(map(str, parts), made, strict=True))


def group(walker: Walker) -> None:
    study = walker.study
    walker.pile(
        ADVICE,
        "Sentrene får gi råd, men andre avgjør om noe blir gjort.",
        MAY_NOT,
        HEARD,
        "gode råd og ingen til å ta dem i bruk",
    )
    walker.pile(
        MONEY,
        "Pengene varer til noe er prøvd ut, og ikke til det er innført.",
        *(TOO_SHORT, SPENT, STRANDED, NO_STAFF),
    )
    grouping.order_themes(study, "Siv", [walker.themes[MONEY], walker.themes[ADVICE]])
    walker.test_theme(MONEY)
    walker.test_theme(ADVICE)
    walker.test_theme(ADVICE, by="Jonas")
    walker.place_codes(MONEY, STARTS, reason="Bare navnet er nytt, og det er godt")
    walker.place_codes(MONEY, NOBODY_OWNS, reason="Testes når alle intervjuene er lest")
    grouping.stand_in_second(
        study, "Siv", walker.codes[STRANDED], walker.themes[ADVICE], reason="Handler også om makt"
    )
    walker.test_theme(ADVICE)
    walker.test_theme(ADVICE, by="Jonas")
    for name, reason in (
        (COFFEE, "Hyggelig, men utenfor saken"),
        (CALLS, "Ett senter, ett intervju"),
    ):
        grouping.set_aside(study, "Siv", [walker.codes[name]], reason=reason)
    asking.reword(
        study,
        "Siv",
        walker.questions[0],
        "Hva skjer med gode prosjekter når pengene tar slutt?",
        reason="Kodegruppene viste at det er pengene det handler om",
    )
    asking.link(study, "Siv", walker.questions[0], walker.themes[MONEY])


def think(walker: Walker) -> None:
    study, place = walker.study, walker.place
    walker.note(
        "Rådet ingen må følge",
        "Rådet er gratis å be om, og gratis å la være å følge.",
        "Rådene våre blir hørt, men ikke fulgt",
    )
    clamp = walker.concept(
        "prosjektklemma",
        "En trenger prosjektpenger for å begynne, og taper fordi det er et prosjekt.",
        [MONEY, ADVICE],
        ["Prosjektet som felle"],
        theory="Videreutvikler prosjektifisering",
        override="Mangler bare én test",
    )
    conceptual.weigh(
        study,
        "Siv",
        clamp,
        "for",
        place("Gode prosjekter havner på sidelinja"),
        note="Selve klemma",
    )
    conceptual.weigh(
        study,
        "Jonas",
        clamp,
        "against",
        place("Prosjektarbeid egner seg som erfaringsdeling"),
        note="Her er prosjektet en styrke",
    )
    walker.test_concept("prosjektklemma")
    walker.concept("rådgiverens avmakt", "Å ha rett uten å ha makt.", [ADVICE])
    walker.test_concept("rådgiverens avmakt", "back", {"C1": "no"})
    walker.concept("sidelinja", "", [ADVICE])
    conceptual.drop_concept(study, "Siv", walker.concepts["sidelinja"], reason="Et bilde, ikke mer")
