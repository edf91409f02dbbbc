"""What feeds had before the planet knew them is linked by its title, and what comes later is shown whole."""

import re
from contextlib import closing
from sqlite3 import connect

import pytest
from plugins.quick_planet import QuickPlanet

OLD = range(1, 13)
NEXT_DAY = "2026-11-24T12:00:00Z"


@pytest.fixture
def planet(tmp_path):
    (tmp_path / "feeds").mkdir()
    planet = QuickPlanet(tmp_path)
    planet.settings["feed"] = {"entries": 2}
    write(planet, *OLD)
    return planet


def write(planet, *numbers, feed="ann"):
    items = "".join(
        f"<item><title>Post {number}</title><link>https://{feed}.example/{number}</link><guid>{feed}-{number}</guid>"
        f"<pubDate>{number} Nov 2026 08:00 GMT</pubDate><description>Text {number} of {feed}.</description></item>"
        for number in numbers
    )
    document = f"<rss version='2.0'><channel><title>{feed}</title>{items}</channel></rss>"
    (planet.folder / "feeds" / f"{feed}.xml").write_text(document)


def configure(planet, *feeds, **river):
    planet.configure(*(f"./feeds/{feed}.xml" for feed in feeds or ("ann",)), river={"per_page": 3, **river})


def texts(planet):
    """The numbers of the posts whose texts stand on numbered pages."""
    return sorted(int(number) for page in pages(planet) for number in re.findall(r"\bText (\d+) of", page))


def titles(planet):
    """The numbers of the posts that stand there by their titles."""
    return sorted(int(number) for page in pages(planet) for number in re.findall(r'"headline">.*?Post (\d+)<', page))


def pages(planet):
    return [page.read_text() for page in planet.output.glob("page/*/index.html")]


def test_a_first_build_cleans_the_newest_of_the_backlog_and_links_the_rest(planet):
    configure(planet, backlog=5)

    report = planet.build()

    assert texts(planet) == [8, 9, 10, 11, 12]
    assert titles(planet) == [1, 2, 3, 4, 5, 6, 7]
    assert report["entries"]["shown"] == len(OLD)


def test_by_default_sixty_stand_whole_and_all_may(planet):
    write(planet, *range(1, 29))
    for feed in ("bob", "carol"):
        write(planet, *range(1, 29), feed=feed)
    configure(planet, "ann", "bob", "carol")
    planet.build()
    assert (len(texts(planet)), len(titles(planet))) == (60, 24)

    configure(planet, "ann", "bob", "carol", backlog="all")
    planet.build()
    assert (len(texts(planet)), len(titles(planet))) == (84, 0)


def test_what_comes_later_is_whole_for_ever_whatever_its_date(planet):
    configure(planet, backlog=0)
    planet.build()
    write(planet, *OLD, 20, 21, 22, 23)
    planet.build(now=NEXT_DAY)
    write(planet, *OLD, *range(20, 29))

    planet.build(now="2026-11-29T12:00:00Z")

    assert texts(planet) == list(range(20, 29))
    assert titles(planet) == list(OLD)


def test_a_feed_that_joins_brings_a_backlog_of_its_own(planet):
    configure(planet, backlog=3)
    planet.build()
    write(planet, *range(13, 17), feed="bob")
    configure(planet, "ann", "bob", backlog=3)

    planet.build(now=NEXT_DAY)

    assert texts(planet) == [14, 15, 16]
    assert titles(planet) == [*OLD, 13]


def test_an_edited_title_or_address_reaches_its_line(planet):
    configure(planet, backlog=0)
    planet.build()
    feed = planet.folder / "feeds" / "ann.xml"
    feed.write_text(feed.read_text().replace("Post 1<", "Post 100<").replace("example/2<", "example/200<"))

    planet.build(now=NEXT_DAY)

    oldest = (planet.output / "page/1/index.html").read_text()
    assert "Post 100<" in oldest
    assert "Post 1<" not in oldest
    assert 'href="https://ann.example/200"' in oldest


def test_one_can_ask_why_a_post_stands_by_its_title(planet):
    configure(planet, backlog=5)
    planet.build()

    told = planet.say("explain", "https://ann.example/1")

    assert "It is on page/1/ by its title." in told
    assert "raise river.backlog, or write river.backlog: all" in told
    assert "by its title" not in planet.say("explain", "https://ann.example/12")
    assert planet.say("list", "--why").count("by its title") == 7


def test_cleaning_is_told_of_what_stands_whole(planet):
    feed = planet.folder / "feeds" / "ann.xml"
    feed.write_text(feed.read_text().replace("Text 1 of", "Text 1 of" + "&lt;p>x" * 200_000))
    configure(planet, backlog="all")
    assert planet.build()["cleaning"]["shortened"] == 1

    configure(planet, backlog=5)

    assert planet.build()["cleaning"]["shortened"] == 0


def test_what_stands_by_its_title_needs_no_text_and_keeps_no_clean_form(planet):
    configure(planet, backlog="all")
    planet.build()
    configure(planet, backlog=5)
    planet.build()

    [(kept,)] = in_state(planet, "SELECT count(*) FROM cleaned")
    assert kept == 5

    in_state(planet, "DELETE FROM texts WHERE entry IN (SELECT id FROM entries ORDER BY placed_at LIMIT 7)")
    before = planet.tree()
    planet.build("--full")

    assert planet.tree() == before


def in_state(planet, statement):
    with closing(connect(planet.folder / ".planet" / "planet.sqlite3")) as state, state:
        return state.execute(statement).fetchall()
