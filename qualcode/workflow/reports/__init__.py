"""Reports of a walk up the ladder: a module for each, and the registry of all.

A report is made of `Material`, which reads one moment of a study, and is a plain value
(`model.reports`); the writers in `qualcode.export` lay it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from qualcode.errors import InvalidData
from qualcode.model.reports import REPORT_NAMES, Report
from qualcode.workflow.reports.changes import changes
from qualcode.workflow.reports.code_tests import tests
from qualcode.workflow.reports.codes import codes
from qualcode.workflow.reports.concepts import concepts
from qualcode.workflow.reports.ears import ears
from qualcode.workflow.reports.material import Material
from qualcode.workflow.reports.method import method
from qualcode.workflow.reports.residual import residual
from qualcode.workflow.reports.saturation import saturation
from qualcode.workflow.reports.spread import spread
from qualcode.workflow.reports.themes import themes
from qualcode.workflow.reports.trail import trail

REPORTS: Mapping[str, Callable[[Material], Report]] = {
    "codes": codes,
    "tests": tests,
    "themes": themes,
    "residual": residual,
    "trail": trail,
    "spread": spread,
    "ears": ears,
    "concepts": concepts,
    "method": method,
    "changes": changes,
    "saturation": saturation,
}


def reports_of(material: Material, wanted: Iterable[str] = ()) -> tuple[Report, ...]:
    """The reports that are wanted, in their order, blank ones too; if none is named, all that have
    something to show."""
    names = set(wanted)
    for name in sorted(names - REPORTS.keys()):
        known = ", ".join(REPORT_NAMES)
        raise InvalidData(
            'There is no report "{report}"; there are {known}.', report=name, known=known
        )
    made = (REPORTS[name](material) for name in REPORT_NAMES if not names or name in names)
    return tuple(report for report in made if names or not report.blank)
