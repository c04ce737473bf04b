"""REFI-QDA codebook exchange (.qdc): what its reader and its writer agree on."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = "urn:QDA-XML:codebook:1.0"
PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
ORIGIN = "qualcode"
"""Who made the file. What we wrote ourselves is read back to the letter."""
NESTING = 40
"""How deep codes are nested; what lies deeper names its parent instead."""

_OURS = UUID("3f0c8a52-6d5e-5f6b-9d0e-71a5f3f1c9b4")


def guid(kind: str, name: str) -> str:
    """The GUID of a code, a theme or a set: the same in every file, whenever it is written."""
    return str(uuid5(_OURS, f"{kind}:{name}"))
