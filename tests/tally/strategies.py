"""Small random worlds, and questions about them, for hypothesis."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codings import STANCES
from qualcode.model.questions import SPEECH_COUNTS, Base, Question, RollUp, Rows
from qualcode.model.studies import CoderSpec
from qualcode.model.text import normalise
from qualcode.model.units import AttributeDef, Unit
from tests.tally.world import Coding, Interview, Marked, UnitKey, World
from tests.tally.worlds import INTERVIEWER, noted, spoken

COUNTIES: tuple[UnitKey, ...] = (("county", "Nord"), ("county", "Sør"), ("county", "Vest"))
ATTRIBUTES = (
    AttributeDef(name="type", values=("USH", "UHT", "USHT")),
    AttributeDef(name="size"),
    AttributeDef(name="region", of="county", values=("inn", "ut")),
)
VALUES = {"type": ("USH", "UHT"), "size": ("stor", "liten"), "region": ("inn", "ut")}
CODERS = ("Åse", "Bo", "Cato")
PIECES = (
    "ja", "æøå", "42", "blå-grå", "[ler]", "🙂", "=1+1", "…", "  ", "«nei»", "q\u0308", "ett to",
    "x_y", "日本", "tre.",
)  # fmt: skip

words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(
    lambda pieces: normalise(" ".join(pieces).strip() or "ja")
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    units = draw(unit_lists())
    codebook = draw(codebooks())
    interviews = draw(interview_lists([(u.kind, u.key) for u in units]))
    codes = [code.id for code in codebook.codes()]
    names = CODERS[: draw(st.integers(2, 3))]
    judges = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    return World(
        units=tuple(units),
        attributes=ATTRIBUTES,
        codebook=codebook,
        coders=tuple(CoderSpec(name=n, adjudicates=n in judges) for n in names),
        interviews=tuple(interviews),
        codings=tuple(draw(coding_lists(interviews, codes, names))),
        readings=tuple(draw(reading_lists(interviews, names))),
        second=tuple(draw(second_homes(codebook))),
    )


@st.composite
def second_homes(draw: st.DrawFn, codebook: Codebook) -> list[tuple[str, str]]:
    """Codes that stand in another theme, too."""
    others = [
        (code.id, other.name)
        for theme, code in codebook.with_theme()
        for other in codebook.themes
        if other is not theme
    ]
    return draw(st.lists(st.sampled_from(others), unique=True, max_size=2))


@st.composite
def unit_lists(draw: st.DrawFn) -> list[Unit]:
    """Centres and municipalities, each in no, one or two counties.

    Centres may be hosted by municipalities; then municipalities lie in no county, so that
    links are one step long.
    """
    hosted = draw(st.booleans())
    centres = [f"s{n}" for n in range(draw(st.integers(2, 4)))]
    hosts = [("municipality", f"k{n}") for n in range(draw(st.integers(0, 2)))]
    some_counties = st.sampled_from(COUNTIES).map(lambda county: [county]) | st.lists(
        st.sampled_from(COUNTIES), unique=True, max_size=2
    )
    some_hosts = st.lists(st.sampled_from(hosts), unique=True, max_size=2) if hosts else st.just([])
    units = [
        Unit(
            kind="centre",
            key=key,
            attributes=draw(values("type", "size")),
            links=(*draw(some_counties), *(draw(some_hosts) if hosted else ())),
        )
        for key in centres
    ]
    units += [
        Unit(kind=kind, key=key, links=() if hosted else tuple(draw(some_counties)))
        for kind, key in hosts
    ]
    units += [Unit(kind=k, key=key, attributes=draw(values("region"))) for k, key in COUNTIES]
    return draw(st.permutations(units))


def values(*names: str) -> st.SearchStrategy[dict[str, str]]:
    """Some of the attributes; one may be left out, or empty, which is the same."""
    drawn = {name: st.sampled_from((*VALUES[name], *VALUES[name], "", None)) for name in names}
    return st.fixed_dictionaries(drawn).map(
        lambda found: {name: value for name, value in found.items() if value is not None}
    )


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=3))
    ids = [f"c{n}" for n in range(sum(sizes))]
    residual = draw(st.sampled_from((False, True)))
    themes = []
    codes: list[Code] = []
    order = draw(st.permutations(ids))
    for number, size in enumerate(sizes):
        mine = [
            Code(
                id=ident,
                parent=draw(parent_of(ident, order)),
                question=draw(st.sampled_from(("", "", "q1", "q2"))),
                state=draw(st.sampled_from(("active", "active", "active", "retired", "merged"))),
            )
            for ident in ids[len(codes) : len(codes) + size]
        ]
        codes += mine
        last = number == len(sizes) - 1
        themes.append(Theme(name=f"T{number}", codes=tuple(mine), residual=residual and last))
    sets = st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True).map(tuple)
    exclusive = [
        ExclusiveSet(name=f"E{n}", codes=draw(sets)) for n in range(draw(st.integers(0, 2)))
    ]
    return Codebook(themes=tuple(themes), exclusive=tuple(exclusive))


def parent_of(ident: str, order: list[str]) -> st.SearchStrategy[str | None]:
    """None, or a code that stands earlier in `order`: so nothing is its own ancestor."""
    earlier = order[: order.index(ident)]
    return st.none() | st.sampled_from(earlier) if earlier else st.none()


@st.composite
def interview_lists(draw: st.DrawFn, units: list[UnitKey]) -> list[Interview]:
    centres = [unit for unit in units if unit[0] == "centre"]
    some_units = (
        st.sampled_from(centres).map(lambda unit: (unit,))
        | st.lists(st.sampled_from(centres), min_size=1, max_size=2, unique=True).map(tuple)
        | st.lists(st.sampled_from(units), max_size=2, unique=True).map(tuple)
    )
    found = []
    for number in range(draw(st.integers(1, 4))):
        name = f"{'tæst'[number]}{number}.txt"
        if draw(st.integers(0, 4)) == 4:
            found.append(noted(name, draw(words), *draw(some_units)))
            continue
        labels = draw(st.lists(st.sampled_from(f"A{INTERVIEWER}BAC{INTERVIEWER}B"), min_size=2,
                               max_size=6))  # fmt: skip
        lines = [(label, draw(words)) for label in labels]
        who = sorted(set(labels) - {INTERVIEWER})
        if len(who) > 1 and draw(st.booleans()):
            who = [*who[:-2], "+".join(who[-2:])]
        gap = draw(st.sampled_from(("\n", "\n\n", " ")))
        found.append(spoken(name, lines, {w: draw(some_units) for w in who}, gap))
    return found


@st.composite
def coding_lists(
    draw: st.DrawFn, interviews: list[Interview], codes: list[str], coders: tuple[str, ...]
) -> list[Coding]:
    """Codings that often begin and end at the same places, where turns do or near it."""
    found: list[Coding] = []
    for _ in range(draw(st.integers(4, 16))):
        interview = draw(st.sampled_from(interviews))
        start, end = sorted(draw(st.lists(places(interview), min_size=2, max_size=2, unique=True)))
        one = Coding(
            interview.name,
            start,
            end,
            draw(st.sampled_from(codes)),
            draw(st.sampled_from(coders)),
            draw(st.sampled_from((None, None, *STANCES, "-"))),
        )
        found.append(one)
        if draw(st.integers(0, 4)) == 4:
            found.append(one)
    return found


def reading_lists(
    interviews: list[Interview], coders: tuple[str, ...]
) -> st.SearchStrategy[list[Marked]]:
    """At most one stretch for each coder of an interview: only whether there is one matters."""
    whole = st.builds(
        lambda interview, coder: Marked(interview.name, 0, len(interview.text), coder),
        st.sampled_from(interviews),
        st.sampled_from(coders),
    )
    return st.lists(whole, max_size=2, unique=True)


def places(interview: Interview) -> st.SearchStrategy[int]:
    length = len(interview.text)
    edges = {0, length, length // 2}
    for turn in interview.turns:
        edges |= {turn.start, turn.body, turn.end}
    return st.sampled_from(sorted(edges)) | st.integers(0, length)


@st.composite
def questions(draw: st.DrawFn, world: World) -> Question:
    codes = [code.id for code in world.codebook.codes()]
    themes = [theme.name for theme in world.codebook.themes]
    base = draw(st.sampled_from(get_args(Base)))
    some = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
    rows = draw(st.sampled_from(get_args(Rows)))
    return Question(
        rows=rows,
        by=draw(st.sampled_from((None, "interview", "centre", "municipality", "county",
                                 "type", "size", "region"))),
        count=draw(st.sampled_from(("centre", "centre", "municipality", "county", "county",
                                    *SPEECH_COUNTS))),
        coder=draw(st.sampled_from(("any", "any", "all", "adjudicated", world.coders[0].name))),
        base=base,
        base_code=draw(st.sampled_from(codes)) if base == "mentions" else None,
        roll_up=draw(st.sampled_from(get_args(RollUp))),
        where=draw(wheres(world)),
        themes=draw(st.just(()) | st.sampled_from(themes).map(lambda theme: (theme,))),
        codes=draw(st.just(()) | some) if rows == "codes" else (),
    )  # fmt: skip


def wheres(world: World) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """None; one value; two of one attribute; two attributes; or an attribute of counties.

    A value that no unit has is refused where the attribute has no list of values.
    """
    found = {(name, value) for u in world.units for name, value in u.attributes.items()}
    drawn = (
        (),
        (("type", "USH"),),
        (("type", "USH"), ("type", "UHT")),
        (("type", "USH"), ("size", "stor")),
        (("size", "liten"),),
        (("region", "inn"),),
    )
    known = [where for where in drawn if all(w in found or w[0] != "size" for w in where)]
    return st.just(()) | st.sampled_from(known)
