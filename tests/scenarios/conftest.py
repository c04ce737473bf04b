"""What scenarios share with the tests of commands."""

from __future__ import annotations

from tests.cli.conftest import qualcode as qualcode
