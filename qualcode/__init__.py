"""qualcode: code interviews in the terminal, count themes per centre, hand over a workbook.

The public API is `qualcode.workflow`; `open_study` is here for scripts. Importing this
package loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.workflow.studies import open_study

__all__ = ["__version__", "open_study"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "open_study":
        from qualcode.workflow.studies import open_study

        return open_study
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
