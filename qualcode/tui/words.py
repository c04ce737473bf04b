"""Numbers, dates and names as the screens say them."""

from __future__ import annotations

import re
from datetime import datetime

from qualcode.locale import Translator
from qualcode.tui.safe import one_line

_FORMAT = re.compile(r"(?<=.)\.(txt|md|docx|csv)(?=#|$)", re.IGNORECASE)


def number(n: int) -> str:
    """1204 as `1 204`, with a space that does not break."""
    return f"{n:,}".replace(",", "\u00a0")


def title_of(name: str) -> str:
    """What an interview is called: the name of its file without what says the format."""
    return _FORMAT.sub("", one_line(name))


def counted(t: Translator, text: str, n: int, **blanks: object) -> str:
    """`812 kodinger`, `1 koding`: the text of that key, in the form for so many."""
    return t(text, n, n=number(n), **blanks)


def percent(share: float | None) -> str:
    """A share in whole percent; something is never shown as 0 %, nor short of all as 100 %."""
    if share is None:
        return ""
    shown = min(max(round(share), 1 if share else 0), 100 if share >= 100 else 99)
    return f"{shown}\u00a0%"


def bar(share: float, width: int) -> str:
    """A share of 100 as a line of at most `width` cells, to the half; something always shows."""
    halves = round(min(max(share, 0), 100) / 100 * width * 2)
    if share > 0 and not halves:
        halves = 1
    return "━" * (halves // 2) + "╸" * (halves % 2)


def moment(at: str, t: Translator, now: datetime | None = None) -> str:
    """A time in UTC as a person would say it here: `14:02`, `i går`, `03.06.2015`."""
    try:
        then = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return at
    today = (now or datetime.now().astimezone()).date()
    if then.date() == today:
        return then.strftime("%H:%M")
    if (today - then.date()).days == 1:
        return t("tui.time.yesterday")
    return then.strftime(t("tui.time.date"))
