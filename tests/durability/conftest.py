"""A planet of a dozen feeds on a real server, whose builds are disturbed in every way that a machine knows."""

from __future__ import annotations

import pytest
from durability.dozen import Dozen
from plugins.command import Planet


@pytest.fixture
def planet(tmp_path):
    folder = tmp_path / "planet"
    folder.mkdir()
    return Planet(folder)


@pytest.fixture
def dozen(planet, server):
    """A planet that has built `Dozen.OLD`; its feeds now say what `Dozen.NEW` says."""
    return Dozen(planet, server)
