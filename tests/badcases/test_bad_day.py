"""Sixty kinds of misbehaviour at once: the build ends in time, in little memory, and names each with what to do."""

from __future__ import annotations

import os
import sys

import pytest
from plugins.misbehaviour import MISBEHAVIOURS

TIMEOUT_S, PARSE_S = 5, 3
NAMES = [one.name for one in MISBEHAVIOURS]


def test_there_are_sixty_of_them():
    assert len(set(NAMES)) == len(NAMES) >= 60


def test_the_build_ends_in_time(bad_day):
    # Five seconds are for the work; a machine that does other things as well needs longer for it.
    crowd = max(1, os.getloadavg()[0] / (os.cpu_count() or 1))

    assert bad_day.seconds < TIMEOUT_S + 2 * PARSE_S + 5 * crowd


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what processes share")
def test_the_build_takes_little_memory(bad_day):
    assert 20_000_000 < bad_day.peak_bytes < 400 * 1024 * 1024


def test_the_good_feeds_are_shown(bad_day):
    good = [feed for name, url in bad_day.urls.items() for feed in bad_day.report["feeds"] if feed["url"] == url
            and name.startswith("good")]  # fmt: skip

    assert len(good) == 10
    assert all(feed["problem"] is None for feed in good)
    assert "New on a bad day" in bad_day.pages


@pytest.mark.parametrize("one", MISBEHAVIOURS, ids=NAMES)
def test_each_is_named_with_what_to_do_and_keeps_what_it_showed(bad_day, one):
    feed = bad_day.feed(one.name)

    assert feed["outcome"] == "failed", feed
    assert feed["kind"] == one.kind, feed
    assert feed["problem"]
    assert feed["hint"]
    assert feed["problem"] in bad_day.stderr
    assert feed["hint"] in bad_day.stderr
    assert (feed["entries_stored"], feed["new"]) == (1, 0)
    assert feed["hint"] in bad_day.sources
    assert f"Old {one.name}" in bad_day.pages


def test_no_feed_is_asked_twice_but_over_a_redirect_or_before_any_answer(bad_day):
    asked = {name: len(requests) for name, requests in bad_day.requests.items() if name in NAMES}

    for name, count in asked.items():
        most = 2 + (8 if "redirect" in name else 1 if name == "007_closed_without_an_answer" else 0)
        assert count <= most, name
