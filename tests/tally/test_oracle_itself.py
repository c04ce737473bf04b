"""The oracle, checked by hand: each of its sentences on a world small enough to count."""

from __future__ import annotations

from typing import Any

from qualcode.model.codebook import Code, Codebook, ExclusiveSet, Theme
from qualcode.model.codings import Stance
from qualcode.model.questions import Cell, Missing, Question, SumLine, Violation
from qualcode.model.studies import CoderSpec
from qualcode.model.units import AttributeDef, Unit
from tests.tally.oracle import OracleRow, OracleTable, answer
from tests.tally.world import Coding, Interview, Marked, World
from tests.tally.worlds import noted, spoken

A, B, C = ("centre", "a"), ("centre", "b"), ("centre", "c")
NORD, SOR = ("county", "nord"), ("county", "sør")
CODES = Codebook(themes=(Theme(name="T", codes=(Code(id="x"), Code(id="y"))),))
CODERS = (CoderSpec(name="Åse"), CoderSpec(name="Bo", adjudicates=True))
TYPE = AttributeDef(name="type", values=("USHT", "UHT", "USH"))


def coded(
    interview: Interview, quote: str, code: str, coder: str = "Åse", stance: Stance | None = None
) -> Coding:
    start = interview.text.index(quote)
    return Coding(interview.name, start, start + len(quote), code, coder, stance)


def centre(key: str, *links: tuple[str, str], **attributes: str) -> Unit:
    return Unit(kind="centre", key=key, links=links, attributes=attributes)


def county(key: str, **attributes: str) -> Unit:
    return Unit(kind="county", key=key, attributes=attributes)


def world(*interviews: Interview, codings: list[Coding], **parts: Any) -> World:
    """Three centres without more, two coders and the codes x and y, unless told otherwise."""
    units = (centre("a"), centre("b"), centre("c"))
    given: dict[str, Any] = {"units": units, "codebook": CODES, "coders": CODERS}
    return World(interviews=interviews, codings=tuple(codings), **(given | parts))


def ask(asked: World, **question: Any) -> OracleTable:
    return answer(asked, Question(**question))


def row(table: OracleTable, code: str) -> OracleRow:
    """The row of a code, or of the theme of that name."""
    return next(r for r in table.rows if (r.code or r.theme) == code)


def total(asked: World, code: str = "x", **question: Any) -> tuple[int, int | None]:
    found = row(ask(asked, **question), code).total
    return found.n, found.base


def cells(asked: World, code: str = "x", **question: Any) -> dict[str, tuple[int, int | None]]:
    table = ask(asked, **question)
    return {
        key: (one.n, one.base)
        for key, one in zip(table.columns, row(table, code).cells, strict=True)
    }


def codebook(*codes: Code, **parts: Any) -> Codebook:
    return Codebook(themes=(Theme(name="T", codes=codes),), **parts)


# Segments: merging, the coder rule, and unions (a, b)


def test_overlapping_spans_of_one_code_are_one_segment_and_touching_ones_are_two() -> None:
    talk = noted("t", "abcdefghij", A)

    overlapping = world(talk, codings=[coded(talk, "abcd", "x"), coded(talk, "def", "x", "Bo")])
    touching = world(talk, codings=[coded(talk, "abcd", "x"), coded(talk, "efg", "x", "Bo")])

    assert total(overlapping, count="segments") == (1, None)
    assert total(touching, count="segments") == (2, None)


def test_rule_all_keeps_the_characters_that_every_coder_of_the_transcript_gave() -> None:
    talk = noted("t", "en to tre fire fem", A)
    agreed = [coded(talk, "en to tre", "x"), coded(talk, "to tre fire", "x", "Bo")]

    assert total(world(talk, codings=agreed), count="words", coder="all") == (2, 5)
    assert total(world(talk, codings=agreed), count="words") == (4, 5)


def test_rule_all_asks_only_those_who_coded_in_that_transcript() -> None:
    alone, both = noted("t", "en to", A), noted("u", "en to", B)
    codings = [coded(alone, "en", "x"), coded(both, "en", "x"), coded(both, "to", "y", "Bo")]

    asked = world(alone, both, codings=codings)

    assert total(asked, coder="all") == (1, 3)
    assert total(asked, coder="any") == (2, 3)


def test_rule_all_asks_those_who_only_read_the_transcript_too() -> None:
    read, unread = noted("t", "en to", A), noted("u", "en to", B)
    codings = [coded(read, "en", "x"), coded(unread, "en", "x")]

    asked = world(read, unread, codings=codings, readings=(Marked("t", 3, 5, "Bo"),))

    assert cells(asked, by="interview", coder="all") == {"t": (0, 1), "u": (1, 1)}
    assert total(asked, coder="any") == (2, 3)


def test_rule_all_merges_each_coder_before_coders_are_compared() -> None:
    talk = noted("t", "abcdefghij", A)
    pieces = [coded(talk, "abcd", "x"), coded(talk, "cdef", "x"), coded(talk, "abcdef", "x", "Bo")]

    assert total(world(talk, codings=pieces), count="segments", coder="all") == (1, None)


def test_rule_all_is_applied_to_each_code_of_a_theme_alone() -> None:
    talk = noted("t", "en to", A)
    split = world(talk, codings=[coded(talk, "en", "x"), coded(talk, "en", "y", "Bo")])

    assert total(split, "T", coder="all") == (0, 3)
    assert total(split, "T", coder="any") == (1, 3)


def test_rule_adjudicated_takes_adjudicators_and_a_name_takes_that_coder() -> None:
    talk, other = noted("t", "en to", A), noted("u", "en to", B)
    asked = world(
        talk,
        other,
        codings=[coded(talk, "en", "x"), coded(other, "en", "x", "Bo"), coded(talk, "to", "y")],
    )

    assert cells(asked, coder="adjudicated", by="centre")["b"] == (1, 1)
    assert total(asked, coder="adjudicated") == (1, 3)
    assert total(asked, "y", coder="adjudicated") == (0, 3)
    assert cells(asked, coder="Åse", by="centre")["a"] == (1, 1)
    assert total(asked, coder="Åse") == (1, 3)


def test_a_theme_is_the_union_of_its_codes_and_not_the_sum() -> None:
    talk = noted("t", "en to tre", A)
    asked = world(talk, codings=[coded(talk, "en to", "x"), coded(talk, "to tre", "y")])

    assert total(asked, "T", count="segments") == (1, None)
    assert total(asked, "T") == (1, 3)


def test_a_parent_is_the_union_of_itself_and_its_descendants_wherever_they_sit() -> None:
    talk = noted("t", "en to", A)
    codes = Codebook(
        themes=(
            Theme(name="T", codes=(Code(id="x"), Code(id="y", parent="x"))),
            Theme(name="U", codes=(Code(id="z", parent="y"),)),
        )
    )

    asked = world(talk, codings=[coded(talk, "en", "z")], codebook=codes)

    assert [total(asked, code)[0] for code in ("x", "y", "z", "T", "U")] == [1, 1, 1, 1, 1]


# Whose a segment is (c)


def test_a_segment_belongs_to_all_informants_whose_turns_it_touches() -> None:
    talk = spoken("t", [("P", "en"), ("Q", "to"), ("R", "tre")], {"P": (A,), "Q": (B,), "R": (C,)})
    asked = world(talk, codings=[coded(talk, "n\nQ", "x")])

    assert cells(asked, by="centre") == {"a": (1, 1), "b": (1, 1), "c": (0, 1)}


def test_the_label_is_part_of_the_turn_and_the_space_between_turns_is_nobodys() -> None:
    talk = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (B,)}, gap="\n\n")

    label = world(talk, codings=[coded(talk, "Q:", "x")])
    between = world(talk, codings=[coded(talk, "\n\n", "x")])

    assert cells(label, by="centre")["b"] == (1, 1)
    assert total(between) == (0, 3)
    assert total(between, count="segments") == (0, None)


def test_what_touches_only_the_interviewer_is_in_no_count() -> None:
    talk = spoken("t", [("I", "en"), ("P", "to")], {"P": (A,)})
    asked = world(talk, codings=[coded(talk, "en", "x")])

    counts = ("segments", "words", "turns", "informants", "interviews", "centre")
    assert [total(asked, count=what)[0] for what in counts] == [0] * 6


def test_a_text_without_turns_is_its_informants_own() -> None:
    talk = noted("t", "en to", A, B)
    asked = world(talk, codings=[coded(talk, "en", "x")])

    assert cells(asked, by="centre") == {"a": (1, 1), "b": (1, 1), "c": (0, 1)}
    assert total(asked, count="informants") == (1, 1)


def test_a_joint_answer_is_one_informant() -> None:
    talk = spoken("t", [("P", "en"), ("Q", "to")], {"P+Q": (A,)})
    asked = world(talk, codings=[coded(talk, "en", "x"), coded(talk, "to", "x")])

    assert total(asked, count="informants") == (1, 1)
    assert total(asked, count="turns") == (2, 2)


# What was asked (d)


def asked_by(coded_as: str, *codes: Code, of: str = "x") -> bool:
    talk = spoken("t", [("I", "en"), ("P", "to")], {"P": (A,)})
    it = world(talk, codings=[coded(talk, "en", coded_as, "Bo")], codebook=codebook(*codes))
    return total(it, of, base="asked", coder="Åse")[1] == 1


def test_a_code_is_asked_where_an_interviewers_turn_has_it_whoever_coded() -> None:
    assert asked_by("x", Code(id="x"))
    assert not asked_by("y", Code(id="x"), Code(id="y"))


def test_a_code_is_asked_through_its_ancestors_and_descendants_but_not_siblings() -> None:
    family = (Code(id="x"), Code(id="y", parent="x"), Code(id="z", parent="y"))
    sibling = Code(id="w", parent="x")

    assert asked_by("z", *family, of="x")
    assert asked_by("x", *family, of="z")
    assert not asked_by("w", *family, sibling, of="y")


def test_a_code_is_asked_through_a_code_of_the_same_question_and_so_is_its_parent() -> None:
    parent, child = Code(id="x"), Code(id="z", parent="x", question="3")
    same = Code(id="y", question="3")

    assert asked_by("y", parent, child, same, of="z")
    assert asked_by("y", parent, child, same, of="x")
    assert not asked_by("y", Code(id="x", question=""), Code(id="y", question=""))


def test_a_theme_is_asked_where_one_of_its_codes_is() -> None:
    assert asked_by("y", Code(id="x"), Code(id="y"), of="T")


def test_a_span_that_touches_an_informant_does_not_mark_a_question() -> None:
    talk = spoken("t", [("I", "en"), ("P", "to")], {"P": (A,)})
    asked = world(talk, codings=[coded(talk, "en\nP", "x")])

    assert total(asked, base="asked") == (0, 0)
    assert total(asked) == (1, 3)


def test_a_unit_is_asked_if_one_of_its_transcripts_asked() -> None:
    silent = spoken("t", [("I", "en"), ("P", "to")], {"P": (A,)})
    asking = spoken("u", [("I", "en"), ("P", "to"), ("Q", "tre")], {"P": (A,), "Q": (B,)})
    asked = world(silent, asking, codings=[coded(asking, "en", "x"), coded(silent, "to", "x")])

    assert total(asked, base="asked") == (1, 2)
    assert cells(asked, base="asked", by="interview") == {"t": (0, 0), "u": (0, 2)}


# Units and roll-up (e)


def three_centres_in_two_counties(*mentioning: str, direct: bool = False) -> World:
    """County nord holds a, b and c, county sør holds c; a to c have an interview each, d none."""
    talks = [noted(key, "en", ("centre", key)) for key in "abc"]
    talks += [noted("nord", "en", NORD)] if direct else []
    return world(
        *talks,
        codings=[coded(t, "en", "x") for t in talks if t.name in mentioning],
        units=(
            centre("a", NORD, type="USH"),
            centre("b", NORD, type="UHT"),
            centre("c", NORD, SOR),
            centre("d", SOR, type="USH"),
            county("nord"),
            county("sør"),
            county("vest"),
        ),
        attributes=(TYPE,),
    )


def test_a_unit_counts_once_however_many_say_it() -> None:
    talk = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (A,)})
    again = noted("u", "en", A)
    codings = [coded(talk, "en", "x"), coded(talk, "to", "x", "Bo"), coded(again, "en", "x")]

    assert total(world(talk, again, codings=codings)) == (1, 3)


def test_roll_up_any_needs_one_member_and_a_member_of_two_counties_counts_in_both() -> None:
    asked = three_centres_in_two_counties("c")

    assert total(asked, count="county") == (2, 3)
    assert cells(asked, count="county", by="county")["sør"] == (1, 1)


def test_roll_up_all_needs_every_member_with_an_interview_and_one_at_least() -> None:
    assert total(three_centres_in_two_counties("a", "c"), count="county", roll_up="all") == (1, 3)
    assert total(three_centres_in_two_counties(*"abc"), count="county", roll_up="all") == (2, 3)


def test_roll_up_majority_needs_more_than_half_of_the_members_with_an_interview() -> None:
    two = three_centres_in_two_counties("a", "b")
    half = three_centres_in_two_counties("a", "b", direct=True)

    assert cells(two, count="county", roll_up="majority", by="county")["nord"] == (1, 1)
    assert cells(half, count="county", roll_up="majority", by="county")["nord"] == (0, 1)


def test_speech_for_the_county_itself_is_one_more_member() -> None:
    governor = three_centres_in_two_counties("nord", direct=True)
    centres = three_centres_in_two_counties(*"abc", direct=True)

    assert total(governor, count="county") == (1, 3)
    assert cells(centres, count="county", roll_up="all", by="county")["nord"] == (0, 1)
    assert cells(centres, count="county", roll_up="all", by="county")["sør"] == (1, 1)


# Base and missing (f)


def test_base_interviewed_leaves_out_units_without_an_interview() -> None:
    talk = noted("t", "en", A)
    asked = world(talk, noted("u", "to", B), codings=[coded(talk, "en", "x")])

    assert total(asked) == (1, 3)
    assert total(asked, base="interviewed") == (1, 2)
    assert ask(asked).interviewed == 2


def test_base_mentions_is_of_those_who_mentioned_another_code() -> None:
    first, second = noted("t", "en", A), noted("u", "en", B)
    codings = [coded(first, "en", "x"), coded(second, "en", "x"), coded(first, "en", "y")]

    asked = world(first, second, codings=codings)

    assert total(asked, base="mentions", base_code="y") == (1, 1)
    assert total(asked, "y", base="mentions", base_code="x") == (1, 2)


def test_missing_parts_no_information_not_asked_and_asked_without_a_mention() -> None:
    lines = [("I", "en"), ("P", "to")]
    talks = [spoken(k, lines, {"P": (("centre", k),)}) for k in "abcd"]
    codings = [coded(t, "en", "x") for t in talks[:2]] + [coded(t, "to", "x") for t in talks[1:3]]
    units = tuple(centre(key) for key in "abcde")

    found = row(ask(world(*talks, codings=codings, units=units), base="asked"), "x")

    assert (found.total.n, found.total.base) == (1, 2)
    assert found.missing == Missing(
        no_information=1,
        not_asked=1,
        asked_not_mentioned=1,
        unprompted=1,
        explicit_no=0,
        both=0,
    )


def said_with(*stances: Stance | None) -> tuple[int | None, int | None, int]:
    talk = noted("t", " ".join("abcd"[: len(stances)]), A)
    codings = [coded(talk, "abcd"[n], "x", stance=s) for n, s in enumerate(stances)]
    found = row(ask(world(talk, codings=codings)), "x")
    return found.missing.explicit_no, found.missing.both, found.total.n


def test_explicit_no_and_both_are_shown_beside_a_count_that_holds_them() -> None:
    assert said_with("-") == (1, 0, 1)
    assert said_with("-", "-") == (1, 0, 1)
    assert said_with("-", "+") == (0, 1, 1)
    assert said_with("-", "neutral") == (0, 1, 1)
    assert said_with("-", None) == (0, 1, 1)
    assert said_with("±") == (0, 1, 1)
    assert said_with("+", "neutral", None) == (0, 0, 1)


def test_a_stance_is_that_of_the_units_whose_turns_its_coding_touches() -> None:
    talk = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (B,)})
    codings = [coded(talk, talk.text, "x", stance="-"), coded(talk, "en", "x", stance="+")]

    for coder in ("any", "all"):
        found = row(ask(world(talk, codings=codings), coder=coder), "x").missing
        assert (found.explicit_no, found.both) == (1, 1)


def test_stances_are_those_of_the_codings_that_the_coder_rule_admits() -> None:
    talk = noted("t", "en to", A)
    codings = [coded(talk, "en", "x", stance="-"), coded(talk, "en", "x", "Bo", stance="+")]

    asked = world(talk, codings=codings)

    assert row(ask(asked, coder="Åse"), "x").missing.explicit_no == 1
    assert row(ask(asked, coder="all"), "x").missing.both == 1


def test_missing_is_left_open_where_units_are_not_counted() -> None:
    talk = noted("t", "en", A)

    found = row(ask(world(talk, codings=[]), count="interviews"), "x")

    assert found.missing == Missing()


# Interviews, informants, turns and words (g, h)


def test_interviews_and_informants_are_those_with_a_segment() -> None:
    group = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (B,)})
    unasked = spoken("u", [("I", "en"), ("P", "to")], {"P": (A,)})
    nobody = spoken("v", [("I", "en")], {})
    asked = world(group, unasked, nobody, codings=[coded(group, "en", "x")])

    assert total(asked, count="interviews") == (1, 2)
    assert total(asked, count="informants", base="interviewed") == (1, 3)


def test_interviews_and_informants_asked_are_those_of_transcripts_that_asked() -> None:
    asking = spoken("t", [("I", "en"), ("P", "to"), ("Q", "tre")], {"P": (A,), "Q": (B,)})
    other = noted("u", "to", C)
    codings = [coded(asking, "en", "x"), coded(asking, "to", "x"), coded(other, "to", "x")]

    asked = world(asking, other, codings=codings)

    assert total(asked, count="interviews", base="asked") == (1, 1)
    assert total(asked, count="informants", base="asked") == (1, 2)
    assert total(asked, count="informants", base="mentions", base_code="y") == (0, 0)


def test_turns_are_the_informants_turns_that_a_segment_touches() -> None:
    talk = spoken("t", [("P", "en"), ("I", "to"), ("P", "tre"), ("P", "fire")], {"P": (A,)})
    notes = noted("u", "en to", B)
    codings = [coded(talk, "en\nI: to\nP: tre", "x"), coded(notes, "en", "x")]

    asked = world(talk, notes, codings=codings)

    assert total(asked, count="turns") == (3, 4)
    assert total(asked, count="turns", base="asked") == (3, 4)


def test_words_begin_inside_segments_and_their_base_leaves_labels_out() -> None:
    talk = spoken("t", [("P", "en blå-grå 42"), ("I", "hva da"), ("Q1", "æ x_y")],
                  {"P": (A,), "Q1": (B,)})  # fmt: skip
    half = world(talk, codings=[coded(talk, "lå-grå 4", "x")])
    label = world(talk, codings=[coded(talk, "Q1: æ", "x")])

    assert total(half, count="words") == (2, 6)
    assert total(label, count="words") == (1, 6)


# Columns (i), where (j) and totals (k)


def test_columns_are_transcripts_units_or_values_in_their_order() -> None:
    units = (county("nord"), centre("b", type="USH", size="ti"), centre("a", type="", size="en"))
    talks = noted("u", "en", A), noted("t", "en", B)
    attributes = (TYPE, AttributeDef(name="size"))
    asked = world(*talks, codings=[], units=units, attributes=attributes)

    assert ask(asked, by="interview").columns == ("u", "t")
    assert ask(asked, by="centre").columns == ("b", "a")
    assert ask(asked, by="type").columns == ("USHT", "UHT", "USH", "")
    assert ask(asked, by="size").columns == ("ti", "en")
    assert ask(asked, by="type", where=(("size", "ti"),)).columns == ("USHT", "UHT", "USH")
    assert ask(asked).columns == ()


def test_speech_is_in_the_columns_of_its_informants_units() -> None:
    group = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (B,)})
    units = (centre("a", NORD, type="USH"), centre("b", SOR, type="UHT"), county("nord"),
             county("sør"))  # fmt: skip
    asked = world(group, codings=[coded(group, "en", "x")], units=units, attributes=(TYPE,))

    by_type = cells(asked, by="type", count="segments")
    assert by_type == {"USHT": (0, None), "UHT": (0, None), "USH": (1, None)}
    assert cells(asked, by="county", count="turns") == {"nord": (1, 1), "sør": (0, 1)}
    assert cells(asked, by="county", count="informants") == {"nord": (1, 1), "sør": (0, 1)}
    assert cells(asked, by="interview", count="informants") == {"t": (1, 2)}


def test_an_interview_counts_in_the_columns_of_those_who_mention() -> None:
    group = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (B,)})
    asked = world(group, codings=[coded(group, "en", "x")])

    found = cells(asked, by="centre", count="interviews")

    assert found == {"a": (1, 1), "b": (0, 1), "c": (0, 0)}


def test_a_counted_unit_is_in_the_columns_that_it_is_linked_to_either_way() -> None:
    asked = three_centres_in_two_counties("c")

    assert cells(asked, by="county") == {"nord": (1, 3), "sør": (1, 2), "vest": (0, 0)}
    assert total(asked, by="county") == (1, 4)


def test_only_the_members_in_a_column_speak_for_a_county_there() -> None:
    asked = three_centres_in_two_counties("a")

    found = cells(asked, by="type", count="county")

    assert found == {"USHT": (0, 0), "UHT": (0, 1), "USH": (1, 2), "": (0, 2)}
    heard = cells(asked, by="type", count="county", base="mentions", base_code="x")
    assert heard == {"USHT": (0, 0), "UHT": (0, 0), "USH": (1, 1), "": (0, 0)}
    by_centre = cells(asked, by="centre", count="county")
    assert by_centre == {"a": (1, 1), "b": (0, 1), "c": (0, 2), "d": (0, 1)}


def test_a_county_in_its_own_attributes_column_is_spoken_for_by_all_its_members() -> None:
    talk = noted("t", "en", A)
    region = AttributeDef(name="region", of="county")
    units = (centre("a", NORD), county("nord", region="ut"))
    asked = world(talk, codings=[coded(talk, "en", "x")], units=units, attributes=(region,))

    assert cells(asked, by="region", count="county") == {"ut": (1, 1)}
    assert cells(asked, by="region") == {"ut": (1, 1)}


def test_by_interview_a_unit_counts_only_where_it_mentions() -> None:
    first, second = noted("t", "en", A), noted("u", "en", A)
    asked = world(first, second, codings=[coded(first, "en", "x")])

    assert cells(asked, by="interview") == {"t": (1, 1), "u": (0, 1)}
    assert total(asked, by="interview") == (1, 3)


def test_where_keeps_units_by_value_and_others_by_their_links() -> None:
    asked = three_centres_in_two_counties("a", "b")

    assert total(asked, where=(("type", "USH"),)) == (1, 2)
    assert total(asked, where=(("type", "USH"), ("type", "UHT"))) == (2, 3)
    assert total(asked, count="county", where=(("type", "UHT"),)) == (1, 1)
    assert total(asked, count="interviews", where=(("type", "UHT"),)) == (1, 1)


def test_where_asks_for_each_attribute_and_any_of_its_values() -> None:
    units = (centre("a", type="USH", size="en"), centre("b", type="USH", size="ti"),
             centre("c", type="UHT", size="en"))  # fmt: skip
    asked = world(codings=[], units=units, attributes=(TYPE, AttributeDef(name="size")))

    assert total(asked, where=(("type", "USH"), ("size", "en"), ("type", "UHT"))) == (0, 2)
    assert total(asked, where=(("type", "USH"), ("size", "en"))) == (0, 1)


def test_where_a_segment_of_two_belongs_to_the_kept_one_only() -> None:
    group = spoken("t", [("P", "en"), ("Q", "to")], {"P": (A,), "Q": (B,)})
    units = (centre("a", type="USH"), centre("b", type="UHT"))
    asked = world(group, codings=[coded(group, "n\nQ: to", "x")], units=units, attributes=(TYPE,))
    kept = (("type", "USH"),)

    assert cells(asked, by="centre", count="segments", where=kept) == {"a": (1, None)}
    assert total(asked, count="turns", where=kept) == (1, 1)
    assert total(asked, count="informants", where=kept) == (1, 1)


def test_where_of_counties_keeps_the_speech_of_their_centres() -> None:
    talks = noted("t", "en", A), noted("u", "en", B)
    units = (centre("a", NORD), centre("b", SOR), county("nord", region="ut"), county("sør"))
    codings = [coded(t, "en", "x") for t in talks]
    region = AttributeDef(name="region", of="county")
    asked = world(*talks, codings=codings, units=units, attributes=(region,))

    assert total(asked, where=(("region", "ut"),)) == (1, 1)
    assert total(asked, where=(("region", "ut"),), count="segments") == (1, None)


def test_totals_count_what_no_column_shows_and_count_it_once() -> None:
    homeless = noted("t", "en")
    asked = world(homeless, codings=[coded(homeless, "en", "x")])

    assert total(asked, by="centre", count="interviews") == (1, 1)
    assert set(cells(asked, by="centre", count="interviews").values()) == {(0, 0)}
    assert total(asked, by="centre") == (0, 3)


# Sum line, violations and rows (l, m, n)


def test_the_sum_line_adds_leaves_and_counts_the_units_behind_them() -> None:
    first, second = noted("t", "en to", A), noted("u", "en", B)
    codes = codebook(Code(id="x"), Code(id="y", parent="x"), Code(id="z"))
    codings = [coded(first, "en", "y"), coded(first, "to", "z"), coded(second, "en", "z")]
    asked = world(first, second, codings=codings, codebook=codes)

    table = ask(asked, by="centre")

    assert table.sums == SumLine((2, 1, 0), 3, (1, 1, 0), 2)
    assert ask(asked, count="interviews").sums == SumLine((), 3, (), 2)
    assert ask(asked, rows="themes").sums is None
    assert ask(asked, count="words").sums is None


def test_the_sum_line_leaves_out_a_code_whose_grandchild_is_in_the_table() -> None:
    talk = noted("t", "en", A)
    codes = codebook(Code(id="x"), Code(id="y", parent="x"), Code(id="z", parent="y"))
    asked = world(talk, codings=[coded(talk, "en", "z")], codebook=codes)

    assert ask(asked, codes=("x", "z")).sums == SumLine((), 1, (), 1)


def test_a_unit_with_two_codes_of_an_exclusive_set_is_a_violation() -> None:
    talk, other = noted("t", "en to", A), noted("u", "en", B)
    codes = codebook(
        Code(id="x"), Code(id="y"), exclusive=(ExclusiveSet(name="E", codes=("y", "x")),)
    )
    codings = [coded(talk, "en", "y"), coded(talk, "to", "x", "Bo"), coded(other, "en", "x")]
    asked = world(talk, other, codings=codings, codebook=codes)

    assert ask(asked).violations == (Violation("E", "a", ("x", "y")),)
    assert ask(asked, coder="Åse").violations == ()
    assert ask(asked, count="interviews").violations == ()


def test_rows_stand_in_codebook_order_with_children_under_their_parent() -> None:
    codes = Codebook(
        themes=(
            Theme(name="T", codes=(Code(id="a", parent="c"), Code(id="b"), Code(id="c"),
                                   Code(id="d", parent="a"))),
            Theme(name="R", residual=True, codes=(Code(id="e", parent="b"),)),
        )
    )  # fmt: skip

    table = ask(world(codings=[], codebook=codes))

    shown = [(r.theme, r.code, r.depth, r.residual) for r in table.rows]
    assert shown == [
        ("T", "", 0, False),
        ("T", "b", 1, False),
        ("T", "c", 1, False),
        ("T", "a", 2, False),
        ("T", "d", 3, False),
        ("R", "", 0, True),
        ("R", "e", 1, True),
    ]
    assert {r.total for r in table.rows} == {Cell(0, 3)}
    assert [r.theme for r in ask(world(codings=[], codebook=codes), rows="themes").rows] == [
        "T",
        "R",
    ]


def test_retired_codes_are_shown_only_if_something_is_coded_with_them() -> None:
    talk = noted("t", "en", A)
    codes = codebook(Code(id="x", state="retired"), Code(id="y", state="retired"))

    table = ask(world(talk, codings=[coded(talk, "en", "y")], codebook=codes))

    assert [r.code for r in table.rows] == ["", "y"]


def test_a_question_may_keep_some_rows_only() -> None:
    codes = Codebook(
        themes=(
            Theme(name="T", codes=(Code(id="x"), Code(id="y"))),
            Theme(name="U", codes=(Code(id="z"),)),
        )
    )
    asked = world(codings=[], codebook=codes)

    assert [r.code or r.theme for r in ask(asked, themes=("U",)).rows] == ["U", "z"]
    assert [r.code or r.theme for r in ask(asked, codes=("y",)).rows] == ["T", "y"]
