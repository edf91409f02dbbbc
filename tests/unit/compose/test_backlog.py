"""What was there before the planet knew its feed stands by its title, but for the newest of it."""

from dataclasses import replace

import pytest

from planet.compose import compose_river
from planet.model.settings import RiverSettings, SiteSettings

FEED, OTHER = "https://a.example/feed", "https://b.example/feed"


@pytest.fixture
def whole(settings_of):
    """The keys of the entries that stand whole where the index and the merged feed show one entry each."""

    def keys(*entries, backlog=60, **river):
        settings = settings_of(
            FEED,
            OTHER,
            river=RiverSettings(per_page=1, backlog=backlog, **river),
            site=SiteSettings(title="Planet", feed_entries=1),
        )
        shown = compose_river(entries, settings)
        return sorted(entry.key for entry in shown.entries() if entry.name in shown.whole)

    return keys


@pytest.fixture
def old(make_entry):
    """Six entries of the backlog, `k0` the newest."""
    return [make_entry(f"k{hours}", hours=hours, backlog=True) for hours in range(6)]


def test_of_the_backlog_the_newest_stand_whole(whole, old):
    assert whole(*old, backlog=3) == ["k0", "k1", "k2"]


def test_all_of_it_does_where_the_maintainer_says_so(whole, old):
    assert whole(*old, backlog="all") == ["k0", "k1", "k2", "k3", "k4", "k5"]


def test_what_came_later_stands_whole_for_ever_and_takes_nobodys_place(whole, old, make_entry):
    late = make_entry("late", hours=9)

    assert whole(*old, late, backlog=3) == ["k0", "k1", "k2", "late"]


def test_what_the_index_or_the_merged_feed_shows_is_whole_everywhere(whole, old, settings_of):
    assert whole(*old, backlog=0) == ["k0"]

    for on_index, in_feed in ((3, 2), (2, 3)):
        site = SiteSettings(title="Planet", feed_entries=in_feed)
        cuts = RiverSettings(per_page=on_index, max_per_feed=on_index, backlog=0)
        river = compose_river(old, settings_of(FEED, river=cuts, site=site))

        assert river.whole == {entry.name for entry in old[:3]}


def test_the_backlogs_of_all_feeds_are_counted_together(whole, make_entry):
    mine = [make_entry(f"a{hours}", hours=hours, backlog=True) for hours in (0, 2, 4)]
    theirs = [make_entry(f"b{hours}", feed=OTHER, hours=hours, backlog=True) for hours in (1, 3, 5)]

    assert whole(*mine, *theirs, backlog=3) == ["a0", "a2", "b1"]


def test_entries_of_one_moment_are_told_apart_whatever_their_order(whole, make_entry):
    entries = [make_entry(f"k{number}", feed=feed, backlog=True) for number in range(3) for feed in (OTHER, FEED)]

    first = whole(*entries, backlog=4)

    assert first == ["k0", "k0", "k1", "k2"]
    assert whole(*reversed(entries), backlog=4) == first


def test_a_post_that_came_from_one_feed_is_whole_although_another_feed_had_it_before(whole, make_entry):
    words = {"title": "Shared", "fingerprint": "f" * 32, "link": "https://a.example/shared"}
    before = make_entry("before", hours=9, backlog=True, **words)
    news = make_entry("news", feed=OTHER, hours=9, **words)

    assert len(whole(make_entry("k0"), before, news, backlog=0)) == 2
    assert len(whole(make_entry("k0"), before, replace(news, backlog=True), backlog=0)) == 1


def test_the_order_of_the_river_is_the_order_of_the_backlog(whole, old, noon):
    old[5] = replace(old[5], updated_at=noon)

    assert whole(*old, backlog=2, order="published") == ["k0", "k1"]
    assert whole(*old, backlog=2, order="updated") == ["k0", "k5"]
