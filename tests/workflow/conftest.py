"""Studies on the ladder, for tests of the workflow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ladder_study import (
    Walker,
    copied,
    new_study,
)


@pytest.fixture(scope="module")
def climbed(climbed_once: Walker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walker]:
    """For tests that only look."""
    walker = copied(climbed_once, tmp_path_factory.mktemp("stige"))
    yield walker
    walker.study.close()


@pytest.fixture
def walker(climbed_once: Walker, tmp_path: Path) -> Iterator[Walker]:
    """For tests that go on from there."""
    made = copied(climbed_once, tmp_path)
    yield made
    made.study.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Walker]:
    made = new_study(tmp_path)
    yield made
    made.study.close()
