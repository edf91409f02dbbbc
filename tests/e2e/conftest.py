"""The command `planet`, run as its users run it, in a folder of its own."""

import pytest
from plugins.command import Planet, atom


@pytest.fixture
def planet(tmp_path):
    folder = tmp_path / "planet"
    folder.mkdir()
    return Planet(folder)


@pytest.fixture
def new_planet(tmp_path):
    """More planets, each in a folder of the name that is given."""

    def make(name):
        folder = tmp_path / name
        folder.mkdir()
        return Planet(folder)

    return make


@pytest.fixture
def two_entries():
    return atom(
        ("tag:blog.example,2026:1", "First post", "2026-11-20T10:00:00Z", "&lt;p>One.&lt;/p>"),
        ("tag:blog.example,2026:2", "Second post", "2026-11-21T10:00:00Z", "&lt;p>Two.&lt;/p>"),
    )


@pytest.fixture
def make_atom():
    return atom
