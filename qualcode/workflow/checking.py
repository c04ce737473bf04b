"""Is the file whole?"""

from __future__ import annotations

from qualcode.store import check
from qualcode.store.study import Study


def check_study(study: Study) -> list[str]:
    """Everything that is not as it should be, one sentence each; empty if all is well."""
    with study.read() as connection:
        return list(check.faults(connection))
