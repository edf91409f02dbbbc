"""Builds that start at once: one builds, the others say so and leave, or wait for their turn."""

from __future__ import annotations

import threading
import time

import pytest
from durability.dozen import integrity
from plugins.command import atom

pytestmark = pytest.mark.long

FEED = atom(*((f"tag:x,2026:{n}", f"Post {n}", f"2026-11-{n:02}T10:00:00Z", f"Text {n}") for n in range(1, 21)))


@pytest.fixture
def crowd(long_share):
    """How many builds."""
    return max(3, round(10 * long_share))


@pytest.fixture
def gate(planet, server):
    """What the feed waits for before it answers."""
    opened = threading.Event()
    server.serve_raw(
        "/feed.xml", lambda connection, _: (opened.wait(60), connection.send(b"HTTP/1.1 200 OK\r\n\r\n" + FEED))
    )
    planet.configure(server.url("/feed.xml"), fetch={**planet.settings["fetch"], "timeout": "60s"})
    yield opened
    opened.set()


def ended(process):
    """Its exit code and its last words."""
    _, said = process.communicate(timeout=120)
    return process.returncode, said.decode()


def test_of_ten_builds_at_once_one_builds_and_the_others_say_so_and_leave(planet, gate, crowd):
    started = time.monotonic()
    builds = [planet.start("build", "-q") for _ in range(crowd)]

    while sum(build.poll() is None for build in builds) > 1 and time.monotonic() < started + 60:
        time.sleep(0.02)
    left_after_s = time.monotonic() - started
    (builder,) = [build for build in builds if build.poll() is None]
    refused = [ended(build) for build in builds if build is not builder]
    gate.set()

    assert ended(builder) == (0, "")
    assert {code for code, _ in refused} == {1}
    assert all("another build is running" in said and len(said.splitlines()) == 2 for _, said in refused)
    assert left_after_s < 2 * crowd
    assert len(planet.titles_on_page()) == 5
    assert integrity(planet.folder) == "ok"


def test_ten_builds_that_wait_build_one_after_another(planet, gate, server, crowd):
    gate.set()
    server.load.most_in_flight = 0
    builds = [planet.start("build", "-q", "--wait") for _ in range(crowd)]

    results = [ended(build) for build in builds]

    assert {code for code, _ in results} == {0}
    assert all(said == "" or (said.startswith("waiting: ") and said.count("\n") == 1) for _, said in results)
    assert any(said for _, said in results)
    assert server.load.most_in_flight == 1
    assert len(server.requests) == crowd
    assert len(planet.titles_on_page()) == 5
    assert integrity(planet.folder) == "ok"
