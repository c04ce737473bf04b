"""What an import took in and what it did not, as messages."""

from __future__ import annotations

from qualcode.cli._study import language_of, say, words
from qualcode.locale import fault
from qualcode.model.studies import ImportReport
from qualcode.workflow.studies import Study, overview_of
from qualcode.workflow.tallying import how_many


def show_report(study: Study, report: ImportReport) -> None:
    """The files one by one where there is something to say of them, then the sum."""
    text, language = words(study), language_of(study)
    for file in report.files:
        message = fault(file.message, language)
        if file.outcome == "refused":
            say(text("cli.import.refused", name=file.name, message=message))
        elif file.message:
            say(text(f"cli.import.{file.outcome}", name=file.name, message=message))
    for note in report.notes:
        say(text("cli.import.note", message=fault(note, language)))
    say(_sum(study, report))


def _sum(study: Study, report: ImportReport) -> str:
    text = words(study)
    taken = list(report.of("taken"))
    parts = [
        text(
            "cli.import.sum",
            files=len(taken),
            transcripts=sum(f.transcripts for f in taken),
            words=f"{sum(f.words for f in taken):,}".replace(",", " "),
        )
    ]
    for outcome in ("known", "refused"):
        if count := sum(1 for _ in report.of(outcome)):
            parts.append(text(f"cli.import.sum_{outcome}", files=count))
    return " ".join(parts)


def show_size(study: Study) -> None:
    """`35 sentre, 19 fylker, 38 intervjuer, 1204 kodinger`."""
    size, language = overview_of(study), language_of(study)
    parts = [how_many(count, kind, language) for kind, count in size.units.items()]
    parts.append(how_many(size.interviews, "interviews", language))
    parts.append(words(study)("cli.codings", n=size.codings))
    say(", ".join(parts))
