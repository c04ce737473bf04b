"""Attributes and the classes of numbers."""

from __future__ import annotations

import pytest

from qualcode.model.units import AttributeDef, parse_classes, parse_number

SIZES = {"liten": "<5000", "mellomstor": "5000-29999", "stor": ">=30000"}


def size(classes: dict[str, str]) -> AttributeDef:
    return AttributeDef(name="population", kind="number", classes=parse_classes(classes))


@pytest.mark.parametrize(
    ("raw", "value"),
    [("4 999", "liten"), ("5000", "mellomstor"), ("29 999", "mellomstor"), ("30 000", "stor")],
)
def test_a_number_falls_in_its_class(raw: str, value: str) -> None:
    assert size(SIZES).value_of(raw) == value


def test_a_number_between_two_classes_is_in_none() -> None:
    with pytest.raises(ValueError, match="none of the classes"):
        size(SIZES).value_of("29999,5")


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ({"a": "<5000", "b": "6000-7000"}, "a gap between"),
        ({"a": "95-107", "b": ">=109"}, "a gap between"),
        ({"a": "<5000", "b": "4000-7000"}, "overlap"),
        ({"a": "<=5000", "b": ">=5000"}, "overlap"),
        ({"a": "9-1"}, "runs backwards"),
        ({"a": "mange"}, "neither <N, >=N nor N-M"),
    ],
)
def test_classes_that_do_not_fit_are_refused_by_name(classes: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_classes(classes)


@pytest.mark.parametrize(
    ("raw", "number"), [("12 400", 12400), ("2,5", 2.5), ("2.5", 2.5), ("950\u00a0000", 950000)]
)
def test_numbers_are_read_as_people_write_them(raw: str, number: float) -> None:
    assert parse_number(raw) == number


@pytest.mark.parametrize("raw", ["30.000", "30,000", "1.234.567"])
def test_a_number_that_can_be_read_in_two_ways_is_not_guessed(raw: str) -> None:
    with pytest.raises(ValueError, match="thousands or decimals"):
        parse_number(raw)


@pytest.mark.parametrize("raw", ["nan", "inf", "tolv"])
def test_what_is_no_number_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_number(raw)


def test_an_alias_stands_for_its_value_and_others_are_refused() -> None:
    kind = AttributeDef(name="type", values=("USH", "UHT"), aliases=(("UST", "UHT"),))

    assert kind.value_of("UST") == "UHT"
    with pytest.raises(ValueError, match="none of USH, UHT"):
        kind.value_of("USHT")
