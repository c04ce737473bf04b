"""Codebooks of all kinds, for properties of what reads, writes, compares and merges them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from qualcode.model.codebook import LIVES, ORIGINS, Code, Codebook, ExclusiveSet, Theme
from qualcode.model.text import normalise

LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"
)
TRICKY = st.sampled_from(
    ["no", "~", "null", "007", "12:30", "- a", "a: b", "#x", "'", "=1+1", "'=1", "@x", "+", "&x",
     "*x", "to\nlinjer", "to\n\n  innrykk\n", "\n\nsist", "!tag", "{a}", "[a]",
     "%", "«ja» – «nei»", "|"]
)  # fmt: skip


TEXT = TRICKY | st.text(LETTERS, max_size=60).map(normalise)
FILLED = TEXT.filter(lambda text: bool(text.strip()))
NAMES = FILLED.map(str.strip)


@st.composite
def codebooks(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXT) -> Codebook:
    """Codebooks that hold together."""
    ids = draw(st.lists(NAMES, unique=True, max_size=6))
    themes = draw(st.lists(NAMES, unique=True, min_size=1, max_size=3))
    keys = draw(st.lists(st.sampled_from("abcnyø1"), unique=True, max_size=3))
    codes = [draw(_codes(one, ids[:n], texts)) for n, one in enumerate(ids)]
    codes = [replace(c, key=k) for c, k in zip(codes, keys, strict=False)] + codes[len(keys) :]
    places = [draw(st.integers(0, len(themes) - 1)) for _ in codes]
    return Codebook(
        title=draw(texts),
        description=draw(texts),
        source=draw(texts),
        themes=tuple(
            Theme(
                name=name,
                definition=draw(texts),
                residual=number == 0 and draw(st.booleans()),
                ungrouped=number == 1 and draw(st.booleans()),
                codes=tuple(c for c, place in zip(codes, places, strict=True) if place == number),
            )
            for number, name in enumerate(themes)
        ),
        exclusive=(ExclusiveSet(name="e", codes=(ids[0], ids[1])),) if len(ids) > 1 else (),
    )


@st.composite
def _codes(draw: st.DrawFn, code: str, above: list[str], texts: st.SearchStrategy[str]) -> Code:
    name = draw(texts)
    return Code(
        id=code,
        name=f"{name}{code}" if name.strip() else name,
        parent=draw(st.none() | st.sampled_from(above)) if above else None,
        definition=draw(texts),
        include=draw(texts),
        exclude=draw(texts),
        example=draw(texts),
        example_at=draw(st.sampled_from(["", "S01: æ.txt:3-12"])),
        born=draw(st.sampled_from(["", "svar.csv#2:0-1"])),
        origin=draw(st.sampled_from(ORIGINS)),
        question=draw(texts),
        state=draw(st.sampled_from(LIVES)),
        colour=draw(st.none() | st.just("#a1b2c3")),
    )


@st.composite
def changed(draw: st.DrawFn, codebook: Codebook, texts: st.SearchStrategy[str] = TEXT) -> Codebook:
    """The same some time later: codes moved, reworded, dropped and new, themes renamed."""
    other = draw(codebooks(texts))
    held = {code.id: code for code in codebook.codes()}
    new = {code.id: code for code in other.codes()}
    left = {**held, **new} if draw(st.booleans()) else held
    codes = {
        ident: draw(st.sampled_from([held.get(ident, code), code]))
        for ident, code in left.items()
        if draw(st.integers(0, 5))
    }
    order = draw(st.permutations(list(codes))) if draw(st.booleans()) else list(codes)
    themes = [*codebook.themes, *other.themes]
    names = draw(st.lists(NAMES | st.sampled_from([t.name for t in themes]), unique=True))
    names = names or [themes[0].name]
    homes = {code.id: theme.name for theme, code in codebook.with_theme()}
    places: dict[str, list[Code]] = {name: [] for name in names}
    for ident in order:
        home = homes.get(ident)
        stays = home in places and draw(st.integers(0, 3))
        places[home if stays and home else draw(st.sampled_from(names))].append(codes[ident])
    by_name = {theme.name: theme for theme in themes}
    return whole(
        Codebook(
            title=draw(st.sampled_from([codebook.title, other.title])),
            description=codebook.description,
            language=draw(st.sampled_from(["nb", "nn"])),
            themes=tuple(
                replace(by_name.get(name) or Theme(name=name), codes=tuple(within))
                for name, within in places.items()
            ),
            exclusive=draw(st.sampled_from([(), codebook.exclusive, other.exclusive])),
        )
    )


def whole(codebook: Codebook) -> Codebook:
    """The same without what does not hold together: parents that are not there, and so on."""
    known = {code.id for code in codebook.codes()}
    said: set[str] = set()
    themes, above = [], set[str]()
    for number, theme in enumerate(codebook.themes):
        codes = []
        for code in theme.codes:
            name = f"{code.name} {code.id}" if code.name else ""
            key = code.key if code.key not in said else None
            said.add(key or "")
            parent = code.parent if code.parent in above else None
            above.add(code.id)
            codes.append(replace(code, name=name, key=key, parent=parent))
        first = number == 0
        themes.append(
            replace(
                theme,
                codes=tuple(codes),
                residual=theme.residual and first,
                ungrouped=theme.ungrouped and number == 1,
            )
        )
    exclusive = tuple(group for group in codebook.exclusive if known >= set(group.codes))
    return replace(codebook, themes=tuple(themes), exclusive=exclusive)
