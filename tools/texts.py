"""The texts of the interface, compiled: `make texts` makes each `.mo` anew from its `.po`.

The `.mo` files are committed, so that nothing has to be built before qualcode can be run. What is
made of a `.po` is always the same to the byte, whatever the day and the version of Babel.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[1] / "qualcode" / "locale"
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural_forms}\n"


class Texts(Catalog):
    """A catalogue of Babel's without the dates and names that it would put in the header."""

    def __iter__(self) -> Iterator[Message]:
        _, *messages = super().__iter__()
        yield Message("", HEADER.format(plural_forms=self.plural_forms))
        yield from messages


def sources() -> list[Path]:
    """Every `.po`, in order of language and room."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def read(po: Path) -> Catalog:
    """The texts of a room in a language; a `.po` that cannot be read is refused with its line."""
    with po.open("rb") as file:
        return read_po(file, locale=po.parts[-3], domain=po.stem, abort_invalid=True)


def compiled(po: Path) -> bytes:
    """What the `.mo` beside a `.po` holds."""
    texts = Texts(locale=po.parts[-3])
    for message in read(po):
        if message.id:
            texts[message.id] = message
    made = io.BytesIO()
    write_mo(made, texts)
    return made.getvalue()


if __name__ == "__main__":
    for source in sources():
        source.with_suffix(".mo").write_bytes(compiled(source))
