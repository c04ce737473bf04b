"""What a reader must not miss: what is not tested, what stands where it does against a test, what
testers do not agree on."""

from __future__ import annotations

from qualcode.model.ladder import CodeStanding, ConceptStanding, ThemeStanding
from qualcode.tally.ladder import is_made
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.words import together


def unpassed(material: Material, standing: CodeStanding) -> str:
    """Why a code has not passed; empty where it has, and where no test has a say."""
    if standing.state in ("passed", "in_use"):
        return ""
    return material.words.state(standing.state)


def disagreement(material: Material, standing: CodeStanding) -> str:
    return material.words.disagreement(standing) if standing.disagreed else ""


def override(material: Material, standing: CodeStanding, theme: ThemeStanding) -> str:
    """That a code was placed here against its test, and why."""
    if standing.code.id not in theme.overrides or not is_made(standing):
        return ""
    return material.words.t("reports.mark.override", reason=_reason(standing, theme))


def home(material: Material, standing: CodeStanding, theme: ThemeStanding) -> str:
    """That a code stands here as in a second theme, or in others as well, and why."""
    own = material.by_theme[standing.code.theme_id]
    quoted = material.words.quoted
    if theme is not own:
        return material.words.t(
            "reports.mark.second",
            theme=quoted(own.theme.name),
            reason=_why_here(material, standing, theme),
        )
    others = material.homes(standing)[1:]
    if not others:
        return ""
    names = [
        material.words.t(
            "reports.mark.reasoned",
            what=quoted(other.theme.name),
            reason=_why_here(material, standing, other),
        )
        for other in others
    ]
    return material.words.t("reports.mark.also", themes=material.words.listed(names))


def _reason(standing: CodeStanding, theme: ThemeStanding) -> str:
    return (theme.reasons or {}).get(standing.code.id, "")


def _why_here(material: Material, standing: CodeStanding, theme: ThemeStanding) -> str:
    """Its own reason, or that of the code with which it came along."""
    reason, above = _reason(standing, theme), standing.code.parent_id
    while not reason and above in material.codes:
        standing = material.codes[above]
        reason, above = _reason(standing, theme), standing.code.parent_id
    return reason


def became(material: Material, standing: CodeStanding) -> str:
    return material.words.fates(standing.fates, material.labels)


def of_code(material: Material, standing: CodeStanding) -> str:
    """All marks of a code but its state, in all its themes."""
    homes = material.homes(standing)
    overrides = (override(material, standing, theme) for theme in homes)
    return together(
        became(material, standing),
        disagreement(material, standing),
        *dict.fromkeys(overrides),
        home(material, standing, homes[0]),
    )


def in_theme(material: Material, standing: CodeStanding, theme: ThemeStanding) -> str:
    """All marks of a code in one theme, its state too."""
    return together(
        unpassed(material, standing),
        became(material, standing),
        disagreement(material, standing),
        override(material, standing, theme),
        home(material, standing, theme),
    )


def of_theme(material: Material, theme: ThemeStanding) -> str:
    """Why a theme has not passed its test."""
    if theme.state == "passed":
        return ""
    return material.words.t("reports.mark.theme", state=material.words.state(theme.state))


def of_concept(material: Material, standing: ConceptStanding) -> str:
    """Why a concept has not passed its test."""
    if standing.state == "passed":
        return ""
    return material.words.concept_state(standing.state)
