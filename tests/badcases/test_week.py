"""A week of builds, every 15 minutes, against servers with a log: nothing is asked twice without need, or too early."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import pytest
from plugins.loopback import Servers
from plugins.week import DAY, START, Clock, Feed, bill, feeds, serve, too_early, unconditional_again

pytestmark = pytest.mark.long

EVERY = timedelta(minutes=15)
INTERVAL = timedelta(minutes=25)
"""The default of fetch.min_interval."""


@dataclass
class Week:
    """What happened: the village with its logs, and how many builds there were."""

    village: list[Feed]
    days: int
    states: dict[str, str] = field(default_factory=dict)

    def feed(self, name):
        return next(feed for feed in self.village if feed.name == name)

    def hours_asked(self, name):
        return {seen.at.hour for seen in self.feed(name).log}

    def waits(self, name):
        """How long it was between requests for the feed itself."""
        asked = [seen.at for seen in self.feed(name).log if seen.path == "/feed"]
        return [later - earlier for earlier, later in pairwise(asked)]


@pytest.fixture(scope="module")
def week(make_quick_planet, long_share):
    """The share of a week that CI runs is its first day; by hand it is the whole week."""
    planet, clock, servers = make_quick_planet("week"), Clock(), Servers()
    days = max(1, round(7 * long_share))
    village = feeds(clock)
    planet.settings["fetch"] = {"allow_private_addresses": True, "timeout": "10s"}
    try:
        planet.configure(*serve(village, servers))
        for number in range(days * (DAY // EVERY)):
            clock.now = START + number * EVERY
            report = planet.build(now=clock.now.isoformat())
        states = {feed.name: report.feed(feed.url.partition("//")[2])["state"] for feed in village}
        yield Week(village, days, states)
    finally:
        servers.close()


def test_there_are_a_few_dozen_feeds_and_all_were_asked(week):
    assert len(week.village) >= 36
    assert [feed.name for feed in week.village if not feed.log] == []


def test_no_document_is_sent_twice_to_who_has_it(week):
    assert {feed.name: found for feed in week.village if (found := unconditional_again(feed))} == {}


def test_nobody_is_asked_earlier_than_he_asked_for(week):
    assert {feed.name: found for feed in week.village if (found := too_early(feed))} == {}


def test_nobody_is_asked_more_often_than_the_interval(week):
    short = {feed.name: min(week.waits(feed.name), default=DAY) for feed in week.village}

    assert {name: wait for name, wait in short.items() if wait < INTERVAL} == {}


def test_a_feed_is_asked_once_in_a_build(week):
    for feed in week.village:
        assert max(Counter((seen.at, seen.path) for seen in feed.log).values()) == 1, feed.name


def test_a_feed_of_changes_is_read_within_half_an_hour_of_each(week):
    new = [seen.at for seen in week.feed("every-3-h").log if seen.status == 200]

    assert len(new) == week.days * 8
    assert all((at - START) % timedelta(hours=3) < timedelta(minutes=30) for at in new)


def test_hours_and_days_that_a_feed_skips_are_left_out(week):
    first = week.feed("nights").log[0].at  # nobody can know of the hours before the document was read once

    assert {seen.at.hour for seen in week.feed("nights").log if seen.at != first} <= set(range(7, 24))
    assert {seen.at.weekday() for seen in week.feed("weekdays").log} <= set(range(5))


def test_failing_feeds_are_asked_ever_more_rarely(week):
    hours = [wait / timedelta(hours=1) for wait in week.waits("fails-404")]

    assert [round(wait) for wait in hours] == [1, 2, 4, 8, *[24] * 6][: len(hours)]
    assert len(week.feed("fails-410").log) == 1
    assert len(week.feed("busy-for-ever").log) == 1
    assert week.states["fails-410"] == "gone"


def test_a_permanent_redirect_is_remembered_in_time_and_a_temporary_one_never(week):
    if week.days < 3:
        assert {week.states[f"moves-{status}"] for status in (301, 302, 307, 308)} == {"ok"}
        return
    assert [week.states[f"moves-{status}"] for status in (301, 302, 307, 308)] == ["moved", "ok", "ok", "moved"]
    assert max(seen.at for seen in week.feed("moves-301").log if seen.path == "/feed") < START + 3 * DAY


def test_the_bill_is_small(week):
    total = bill(week.village)

    assert total.requests < len(week.village) * week.days * 48  # every half hour at most
    assert total.not_modified > total.requests / 2
    print(f"\n{week.days} days, {len(week.village)} feeds: {total}")  # noqa: T201 - the figures of docs/fetching.md
