"""A state file with a page of nonsense in it, wherever it is: the build ends well, in one command."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing

import pytest
from durability.dozen import integrity
from plugins.command import atom

PAGE = 4096


def write_feeds(planet, posts):
    """Eight feeds as files: all that is lost can be read again."""
    for number in range(8):
        entries = [
            (
                f"tag:x{number},2026:{post}",
                f"Post {post}",
                f"2026-11-{post + 1:02}T10:{number:02}:00Z",
                random.Random(post).randbytes(600).hex(" "),
            )
            for post in range(posts)
        ]
        (planet.folder / f"{number}.xml").write_bytes(atom(*entries))


@pytest.fixture
def state(planet):
    """The state file of a planet whose feeds have one more entry each since."""
    write_feeds(planet, 12)
    planet.configure(*(f"./{number}.xml" for number in range(8)))
    planet.build()
    write_feeds(planet, 13)
    return planet.folder / ".planet" / "planet.sqlite3"


def nonsense(chance, page):
    """The page's bytes, spoilt in one of the ways in which disks and programs spoil them."""
    place = chance.randrange(PAGE - 64)
    return chance.choice(
        [
            chance.randbytes(PAGE),
            bytes(PAGE),
            page[:place] + chance.randbytes(64) + page[place + 64 :],
            page[:place] + page[place + 1 :] + b"\0",
            b"\xff" * PAGE,
        ]
    )


def test_damage_in_the_middle_of_a_build_is_set_aside_and_the_build_begins_again(planet, state):
    with closing(sqlite3.connect(state)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_of_feed'").fetchone()
    whole = bytearray(state.read_bytes())
    whole[(page - 1) * PAGE : page * PAGE] = b"\xff" * PAGE
    state.write_bytes(whole)

    report = planet.build()

    assert report["outcome"] == "built"
    assert report["entries"]["stored"] == 8 * 13
    assert len(report["warnings"]) == 1
    assert "planet.sqlite3.damaged-1. Planet starts with an empty memory." in report["warnings"][0]
    assert state.with_name("planet.sqlite3.damaged-1").read_bytes() == whole
    assert planet.build()["outcome"] == "unchanged"


@pytest.mark.long
def test_nonsense_anywhere_in_the_state_file_never_stops_a_build(planet, state, long_share):
    whole, kept = state.read_bytes(), planet.folder.with_name("kept")
    shutil.copytree(state.parent, kept)
    planet.build()
    tree = planet.tree()
    noticed = 0
    rounds = max(4, round(60 * long_share))
    for round_ in range(rounds):
        chance = random.Random(round_)
        offset = chance.randrange(len(whole) // PAGE) * PAGE
        shutil.rmtree(state.parent)
        shutil.copytree(kept, state.parent)
        state.write_bytes(whole[:offset] + nonsense(chance, whole[offset : offset + PAGE]) + whole[offset + PAGE :])

        report = planet.build()

        assert report["outcome"] == "built", round_
        if any("kept as" in warning for warning in report["warnings"]):
            noticed += 1
            assert planet.tree() == tree, round_
            assert integrity(planet.folder) == "ok"
    assert noticed >= rounds / 4


def from_the_future(state):
    with closing(sqlite3.connect(state)) as connection:
        connection.execute("PRAGMA user_version = 9999")


def of_another_program(state):
    state.unlink()
    with closing(sqlite3.connect(state)) as connection:
        connection.execute("CREATE TABLE bookmarks (address TEXT)")


@pytest.mark.parametrize("make", [from_the_future, of_another_program])
def test_a_file_that_is_not_ours_to_change_ends_the_build_with_the_way_out_and_nothing_written(planet, state, make):
    make(state)
    before, site = state.read_bytes(), planet.tree()

    report = planet.build(expect=1)

    assert report["problems"][0]["hint"]
    assert len(planet.stderr.splitlines()) == 2
    assert (state.read_bytes(), planet.tree()) == (before, site)
