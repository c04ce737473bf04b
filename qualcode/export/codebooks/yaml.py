"""Codebooks as YAML, which holds all of them, in a form in which git shows what has changed.

One field a line and in the order of the model; what has its usual value is left out. A file that
is there already keeps its comments, and everything that has not changed.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from qualcode.errors import Phrase, QualcodeError, why
from qualcode.export.codebooks.plain import plain
from qualcode.export.codebooks.yaml_layout import NotLaidOut
from qualcode.export.codebooks.yaml_lines import mapping
from qualcode.export.codebooks.yaml_update import updated
from qualcode.export.files import write_text
from qualcode.model.codebook import Codebook
from qualcode.model.text import normalise

_AS_READ = {
    **dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n"),
    **dict.fromkeys((*range(9), *range(14, 32), 127), " "),
}
"""What readers take for the end of a line, and for a blank."""


def codebook_yaml(codebook: Codebook) -> str:
    return "\n".join(mapping(plain(codebook), 0)) + "\n"


def write_yaml(codebook: Codebook, path: Path) -> None:
    """Raises QualcodeError where another file stands there than a codebook."""
    held = _held(path)
    if held is None:
        write_text(path, codebook_yaml(codebook))
        return
    try:
        text = updated(normalise(held).translate(_AS_READ), codebook)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _not_a_codebook(path, Phrase("line {line} is not YAML", line=line)) from error
    except yaml.YAMLError as error:
        raise _not_a_codebook(path, Phrase("it is not YAML")) from error
    except NotLaidOut as error:
        raise _not_a_codebook(path, Phrase("it says what no codebook says")) from error
    write_text(path, text.replace("\n", "\r\n") if "\r\n" in held else text)


def _held(path: Path) -> str | None:
    """The text that is there; None if there is no file, or nothing in it."""
    if not path.is_file():
        return None
    try:
        return path.read_bytes().decode("utf-8-sig") or None
    except UnicodeDecodeError as error:
        raise _not_a_codebook(path, Phrase("it is not UTF-8 text")) from error
    except OSError as error:
        raise _not_a_codebook(path, why(error)) from error


def _not_a_codebook(path: Path, what: str) -> QualcodeError:
    return QualcodeError(
        "{file} is there already and cannot be brought up to date: {what}. Nothing was written; "
        "mend it, move it away, or choose another name.",
        file=path.name,
        what=what,
    )
