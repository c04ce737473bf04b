"""Steps in the life of a code, as lines."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.locale import Translator
    from qualcode.model.lives import Step
    from qualcode.model.method import Test


def local(at: str) -> str:
    """The time of day where one is, to the minute."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def told(step: Step, text: Translator) -> str:
    """`2015-03-01 12:10  siv  navn: «Ressurser» → «Strander uten penger»  (for vid)`."""
    why = f"  ({step.reason})" if step.reason else ""
    return f"{local(step.at)}  {step.coder}  {_said(step, text)}{why}"


def _said(step: Step, text: Translator) -> str:
    match step.field:
        case "":
            key = "made" if step.after else "gone"
            return text(f"cli.codebook.life.{key}", name=step.after or step.before)
        case "test":
            assert step.test is not None
            said = verdict_told(step.test, text)
            return text("cli.codebook.life.test", name=step.before, verdict=said)
        case "became":
            became = text(f"method.states.{step.before}")
            return f"{became} → «{step.after}»" if step.after else became
        case "state":
            return " → ".join(_life(life, text) for life in (step.before, step.after))
        case field:
            name = text(f"cli.codebook.field.{field}")
            return f"{name}: «{step.before}» → «{step.after}»"


def verdict_told(test: Test, text: Translator) -> str:
    """`bestått: K1 nei, K2 hva som ble sagt eller gjort; en merknad`."""
    answers = (f"{key} {text(f'method.answers.{answer}')}" for key, answer in test.answers.items())
    comment = f"; {test.comment}" if test.comment else ""
    return f"{text(f'method.verdicts.{test.verdict}')}: {', '.join(answers)}{comment}"


def _life(life: str, text: Translator) -> str:
    return text(f"method.states.{'in_use' if life == 'active' else life}")
