"""Lives that need a planet of their own: a wrong clock, other settings, a burst."""

from datetime import timedelta

import pytest
from plugins.quick_planet import QuickPlanet
from stories.life import document, noon_of

BLOG = "/blog.xml"


@pytest.fixture
def planet(tmp_path):
    return QuickPlanet(tmp_path)


@pytest.fixture
def life(planet, server):
    """`life(posts, day=…, skewed=…, **settings)`: the feed has these posts; build on that day; the titles shown."""

    def build(posts=None, *, day, skewed=timedelta(), feeds=None, **settings):
        if posts is not None:
            server.serve(BLOG, document("blog", posts))
        chosen = {"river": {}, "feed": {}, "keep": {}} | settings
        planet.configure(*([server.url(BLOG)] if feeds is None else feeds), **chosen)
        planet.build("--force", now=(noon_of(day) + skewed).isoformat())
        pages = sorted(planet.output.glob("page/*/index.html"), key=lambda page: -int(page.parent.name))
        return [title for page in pages for title in planet.titles_on_page(page)]

    return build


TEN_YEARS = timedelta(days=3652)
SMALL = {"river": {"per_page": 1, "max_per_feed": 1}, "feed": {"entries": 1}}
"""What is shown first, and so never forgotten, is one post."""


def test_a_clock_that_was_ten_years_ahead_leaves_nothing_in_the_future(life, planet):
    life(["One | on -1", "Undated"], day=1)
    assert life(["New | on 2", "Undated too", "One | on -1"], day=2, skewed=TEN_YEARS)[0] == "Undated too"

    assert life(day=3) == ["Undated too", "New", "Undated", "One"]
    assert "which is still to come" in planet.stderr
    assert life(["Newest | on 4"], day=4)[0] == "Newest"
    assert "still to come" not in planet.stderr


def test_a_clock_that_is_ten_years_behind_moves_nothing(life, planet):
    life(["One | on -1", "Two | on -2"], day=1)

    shown = life(["Three | on 2", "Undated", "One | on -1"], day=2, skewed=-TEN_YEARS)

    assert "Set the clock right" in planet.stderr
    # The build counts as one of day 1, on which a post of day 2 is still to come: it comes when it is first seen.
    assert shown == ["Three", "Undated", "One", "Two"]
    assert life(["Four | on 3"], day=3) == ["Four", "Three", "Undated", "One", "Two"]


def test_a_clock_that_is_ten_years_ahead_forgets_nothing(life):
    keep = {"days": 30}
    life(["One | on -1"], day=1, keep=keep)
    life("empty", day=2, skewed=TEN_YEARS, keep=keep)

    assert life("empty", day=3, keep=keep) == ["One"]


def test_a_river_by_changes_brings_an_edited_post_up(life):
    life(["Two | on -1", "One | on -2"], day=1)
    edited = ["Two | on -1", "One | on -2 | changed 2"]

    assert life(edited, day=2) == ["Two", "One"]
    assert life(edited, day=2, river={"order": "updated"}) == ["One", "Two"]


def test_posts_of_a_feed_that_has_left_stay_when_the_maintainer_says_so(life, planet, servers):
    life(["Two | on -1", "One | on -2"], day=1)
    other = servers.start("127.0.0.2").serve("/other.xml", document("other", ["Other | on 1"]))

    assert life(day=2, feeds=[other]) == ["Other"]
    assert life(day=3, feeds=[other], keep={"removed": True}) == ["Other", "Two", "One"]
    assert planet.page("sources/index.html").xpath("count(//ul[@class='sources']/li)") == 1
    assert b"blog" not in (planet.output / "feeds.opml").read_bytes()


def test_what_is_old_is_forgotten_but_never_what_is_shown_first_or_still_in_its_feed(life):
    keep = {"keep": {"days": 5}}
    life(["Three | on 1", "Two | on -20", "One | on -30"], day=1)

    assert life(["Two | on -20"], day=9, **SMALL, **keep) == ["Three", "Two"]
    assert life(["Four | on 20"], day=20, **keep) == ["Four", "Three", "Two"]
    assert life(day=21, **SMALL, **keep) == ["Four"]


def test_only_the_newest_of_a_feed_are_kept_when_the_maintainer_says_so(life):
    life(["Three | on -1", "Two | on -2", "One | on -3"], day=1)

    assert life(["Three | on -1"], day=2, **SMALL, keep={"per_feed": 2}) == ["Three", "Two"]


def test_what_was_forgotten_does_not_come_back_as_new(life):
    keep = {"keep": {"days": 5}}
    life(["New | on 1", "Old | on -40"], day=1)
    assert life(["New | on 1"], day=9, **SMALL, **keep) == ["New"]

    assert life(["New | on 1", "Old | on -40"], day=10, **keep) == ["New"]
    assert life(["New | on 1", "Old, edited | on -40 | id tag:blog/old"], day=11, **keep) == ["New"]


def test_a_burst_is_said_in_one_line_and_fills_no_page(life, planet):
    life(["Old | on -90"], day=1)
    burst = [f"Post {number} | on 2 {number % 24}:{number:02}" for number in range(30)]

    life(burst, day=2)

    assert len(planet.titles_on_page()) == 5
    assert planet.stderr.count("brought 30 new entries at once; a page shows at most 5 of one feed") == 1


def test_a_new_feed_is_no_burst(life, planet):
    life([f"Post {number} | on 1 0:{number:02}" for number in range(30)], day=1)

    assert "at once" not in planet.stderr
