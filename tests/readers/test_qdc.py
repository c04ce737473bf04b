"""Codebooks from other programs, with the quirks of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InvalidData, UnreadableFile
from qualcode.model.codebook import Code, Codebook
from qualcode.model.codebook_table import UNGROUPED
from qualcode.readers.codebook import read_codebook_file
from qualcode.readers.codebook_file import CodebookFile

Write = Callable[[str, str | bytes], Path]
Read = Callable[..., CodebookFile]

GUIDS = [f"0000000{n}-aaaa-bbbb-cccc-000000000000" for n in range(9)]
STANDARD = "urn:QDA-XML:codebook:1.0"


@pytest.fixture
def read(write: Write) -> Read:
    """Reads the codes and sets of a file, as they stand in the XML."""

    def from_xml(codes: str, sets: str = "", namespace: str = STANDARD) -> CodebookFile:
        xml = (
            f'<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="{namespace}" origin="X 1.0">'
            f"<Codes>{codes}</Codes>{f'<Sets>{sets}</Sets>' if sets else ''}</CodeBook>"
        )
        return read_codebook_file(write("kodebok.qdc", xml))

    return from_xml


def code(name: str, within: str = "", number: int = 0, more: str = 'isCodable="true"') -> str:
    return f'<Code guid="{GUIDS[number]}" name="{name}" {more}>{within}</Code>'


def theme(name: str, within: str = "") -> str:
    return code(name, within, more='isCodable="false"')


def members(*numbers: int) -> str:
    return "".join(f'<MemberCode guid="{GUIDS[number]}"/>' for number in numbers)


def shape(codebook: Codebook) -> dict[str, list[str]]:
    """The labels of the codes in each theme, each with that of its parent before it."""
    labels = {one.id: one.label for one in codebook.codes()}
    return {
        theme.name: [
            f"{labels[one.parent]} > {one.label}" if one.parent else one.label
            for one in theme.codes
        ]
        for theme in codebook.themes
    }


def said(file: CodebookFile) -> str:
    return "\n".join(map(str, file.remarks))


def test_what_cannot_be_given_is_a_theme(read: Read) -> None:
    file = read(theme("Rammer", code("Tid") + code("Penger", code("Lån"))) + theme("Tom"))

    assert shape(file.codebook) == {"Rammer": ["Tid", "Penger", "Penger > Lån"], "Tom": []}


def test_groups_within_groups_are_named_by_their_paths(read: Read) -> None:
    file = read(theme("Rammer", theme("Ytre", code("Lov")) + theme("Indre", code("Tid"))))

    assert shape(file.codebook) == {
        "Rammer": [],
        "Rammer / Ytre": ["Lov"],
        "Rammer / Indre": ["Tid"],
    }
    assert "Groups within groups, now themes named by their paths: 2." in said(file)


def test_codes_without_a_theme_stand_where_their_sets_say_and_their_parents_do(read: Read) -> None:
    codes = code("Tid", code("Ferie", number=3), 1) + code("Lov", number=2) + code("Løs")
    file = read(codes, f'<Set guid="{GUIDS[8]}" name="Rammer">{members(1, 2)}</Set>')

    assert shape(file.codebook) == {"Rammer": ["Tid", "Tid > Ferie", "Lov"], UNGROUPED: ["Løs"]}
    assert file.codebook.themes[1].ungrouped


def test_a_code_stands_in_the_first_of_several_sets_and_the_others_are_told(read: Read) -> None:
    sets = [f'<Set guid="{GUIDS[8]}" name="{name}">{members(1)}</Set>' for name in ("A", "B")]

    file = read(code("Tid", number=1), "".join(sets))

    assert shape(file.codebook) == {"A": ["Tid"], "B": []}
    assert "since it stands in one theme only: 1." in said(file)


def test_names_with_colons_lie_beneath_the_code_or_in_the_theme_before_them(read: Read) -> None:
    names = ("Tid", "Tid::Ferie", "Tid::Ferie::Jul", "Rammer::Lov", "Rammer :: Ytre::Press")

    file = read("".join(map(code, names)))

    assert shape(file.codebook) == {
        "Rammer": ["Lov"],
        "Rammer / Ytre": ["Press"],
        UNGROUPED: ["Tid", "Tid > Ferie", "Ferie > Jul"],
    }
    assert "Names read as paths: 4." in said(file)


@pytest.mark.parametrize("sign", [".", "/", " / ", "\\", "&gt;", " &gt; "])
def test_paths_in_a_flat_list_lie_beneath_the_code_that_they_begin_with(
    read: Read, sign: str
) -> None:
    file = read(code("Tid") + code(f"Tid{sign}Ferie") + code(f"Økonomi{sign}drift"))

    child = f"Tid{sign}Ferie".replace("&gt;", ">")
    alone = f"Økonomi{sign}drift".replace("&gt;", ">")
    assert shape(file.codebook) == {UNGROUPED: ["Tid", f"Tid > {child}", alone]}


def test_a_slash_is_no_path_where_codes_are_nested(read: Read) -> None:
    file = read(code("Tid", code("Ferie")) + code("Tid/penger"))

    assert shape(file.codebook) == {UNGROUPED: ["Tid", "Tid > Ferie", "Tid/penger"]}


def test_ids_are_made_of_names_and_never_twice(read: Read) -> None:
    file = read(theme("A", code("Ett år")) + theme("B", code("Ett år") + code("æøå!")))

    assert [one.id for one in file.codebook.codes()] == ["ett_ar", "ett_ar_2", "aeoa"]


def test_codes_of_one_name_in_one_theme_get_numbers(read: Read) -> None:
    file = read(theme("A", code("Tid") + code("TID") + code("tid") + code("Tid (2)")))

    assert shape(file.codebook) == {"A": ["Tid", "TID (2)", "tid (3)", "Tid (2) (2)"]}
    assert "the name of another in their theme, which got a number: 3." in said(file)


def test_what_is_missing_does_no_harm(read: Read) -> None:
    file = read('<Code/><Code name="Tid"/><Code guid="x" name=" " isCodable="maybe"/>')

    assert [(one.label, one.colour) for one in file.codebook.codes()] == [
        ("?", None),
        ("Tid", None),
        ("x", None),
    ]
    assert "Codes without a name: 2." in said(file)


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#a1B2c3", "#a1B2c3"),
        ("#fa0", "#ffaa00"),
        ("FFAA00", "#FFAA00"),
        ("255,170,0", "#ffaa00"),
        ("rgb(255, 170, 0)", "#ffaa00"),
        ("", None),
    ],
)
def test_colours_are_understood(read: Read, written: str, colour: str | None) -> None:
    file = read(code("Tid", more=f'color="{written}"'))

    assert [one.colour for one in file.codebook.codes()] == [colour]
    assert "@color" not in said(file)


@pytest.mark.parametrize("written", ["red", "300,0,0", "#ff"])
def test_a_colour_that_is_none_is_left_out_and_told(read: Read, written: str) -> None:
    file = read(code("Tid", more=f'color="{written}"'))

    assert [one.colour for one in file.codebook.codes()] == [None]
    assert "has no place for it: @color (1)." in said(file)


def test_guids_are_the_same_with_braces_and_in_capitals(read: Read) -> None:
    guid = GUIDS[1].replace("a", "A")

    file = read(code("Tid", number=1), f'<Set name="A"><MemberCode guid="{{{guid}}}"/></Set>')

    assert shape(file.codebook) == {"A": ["Tid"]}


def test_a_guid_that_two_codes_have_stands_for_the_first(read: Read) -> None:
    file = read(
        code("Tid", number=1) + code("Lov", number=1), f'<Set name="A">{members(1, 7)}</Set>'
    )

    assert shape(file.codebook) == {"A": ["Tid"], UNGROUPED: ["Lov"]}
    assert "with the GUID of another, so that sets hold that: 1." in said(file)
    assert "Members of sets that are no codes of the file: 1." in said(file)


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0"])
def test_an_unknown_namespace_is_read_and_named(read: Read, namespace: str) -> None:
    file = read(code("Tid"), namespace=namespace)

    assert shape(file.codebook) == {UNGROUPED: ["Tid"]}
    assert f'The namespace "{namespace}" is not that of the standard' in said(file)


def test_prefixes_and_no_namespace_at_all_are_read(write: Write) -> None:
    prefixed = (
        f'<q:CodeBook xmlns:q="{STANDARD}"><q:Codes><q:Code name="Tid"/></q:Codes></q:CodeBook>'
    )
    bare = '<codebook><codes><code name="Tid"/></codes></codebook>'

    first, second = (read_codebook_file(write("k.qdc", xml)) for xml in (prefixed, bare))

    assert shape(first.codebook) == shape(second.codebook) == {UNGROUPED: ["Tid"]}
    assert first.remarks == ()
    assert 'The namespace "" is not' in said(second)


def test_the_codes_of_a_whole_project_are_read(write: Write) -> None:
    path = write(
        "prosjekt.qdc",
        '<Project xmlns="urn:QDA-XML:project:1.0" name="P"><Users><User name="N"/></Users>'
        '<CodeBook><Codes><Code guid="1" name="Tid"><NoteRef targetGUID="2"/></Code></Codes>'
        '</CodeBook><Sources><TextSource name="S"><Coding/></TextSource></Sources><Sets>'
        '<Set name="A"><MemberCode targetGUID="1"/><MemberSource targetGUID="3"/></Set>'
        "</Sets></Project>",
    )

    file = read_codebook_file(path)

    assert shape(file.codebook) == {"A": ["Tid"]}
    assert "MemberSource (1), NoteRef (1), Sources (1), Users (1)." in said(file)


def test_what_has_no_place_is_told_by_name_and_count(read: Read) -> None:
    note = '<NoteRef targetGUID="x"><Inner/></NoteRef>'
    more = 'isCodable="true" creationDateTime="2020" xsi:nil="false"'
    more += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

    file = read(code("Tid", note, more=more) + code("Lov", note + note, more=more))

    assert (
        "Left out, since a codebook here has no place for it: @creationDateTime (2), NoteRef (3)."
        in said(file)
    )
    assert "The GUIDs are not kept" in said(file)


def test_a_description_is_a_definition_and_what_has_a_label_is_told_apart(read: Read) -> None:
    text = "<Description>Om tid.\r\n\nInclude: Ferie\nOrigin: Møtet i mars\nKey: ab</Description>"

    [found] = read(code("Tid", text)).codebook.codes()

    assert found == Code(
        id="tid",
        name="Tid",
        definition="Om tid.",
        include="Ferie\nOrigin: Møtet i mars\nKey: ab",
    )


def test_an_id_or_a_key_is_not_had_twice(read: Read) -> None:
    text = "<Description>Id: a\nKey: t</Description>"

    codes = [*read(code("Tid", text) + code("Lov", text)).codebook.codes()]

    assert [(one.id, one.key) for one in codes] == [("a", "t"), ("lov", None)]


def test_parents_in_a_circle_are_let_go_and_told(read: Read) -> None:
    one, other = (
        code(name, f"<Description>Beneath: {above}\nId: {name}</Description>")
        for name, above in (("a", "b"), ("b", "a"))
    )

    file = read(one + other)

    assert shape(file.codebook) == {UNGROUPED: ["a", "b"]}
    assert "Codes that lay beneath themselves: 2." in said(file)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is not XML"),
        (b"<CodeBook><Codes>", "is not XML"),
        (b"PK\x03\x04", "is not XML"),
        (b'<?xml version="1.0" encoding="x-no"?><a/>', "is not XML"),
        (b"<CodeBook>&bad;</CodeBook>", "is not XML"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><CodeBook>&b;</CodeBook>', "has a DOCTYPE"),
        (b"<Code>" * 200, "is nested in more than 100 levels"),
    ],
)
def test_what_is_no_codebook_or_a_trap_is_refused(write: Write, data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"kodebok\.qdc.* {what}"):
        read_codebook_file(write("kodebok.qdc", data))


def test_entities_are_never_expanded(write: Write) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "ha">{bomb}]><CodeBook>&a9;</CodeBook>'

    with pytest.raises(UnreadableFile, match="has a DOCTYPE"):
        read_codebook_file(write("bombe.qdc", xml))


@pytest.mark.parametrize(
    "xml", ["<CodeBook/>", "<html><body/></html>", "<CodeBook><Codes/></CodeBook>"]
)
def test_a_file_without_codes_is_told(write: Write, xml: str) -> None:
    with pytest.raises(InvalidData, match=r"kodebok\.qdc: there are no codes in this file"):
        read_codebook_file(write("kodebok.qdc", xml))


def test_utf_16_is_read(write: Write) -> None:
    xml = '<?xml version="1.0" encoding="utf-16"?><CodeBook><Code name="Råd"/></CodeBook>'

    file = read_codebook_file(write("k.qdc", xml.encode("utf-16")))

    assert [one.label for one in file.codebook.codes()] == ["Råd"]
