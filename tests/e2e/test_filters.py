"""Filters from the configuration to the page."""

import pytest
from plugins.quick_planet import QuickPlanet


@pytest.fixture
def planet(tmp_path, make_atom):
    """A planet of one feed that is a file, with two posts."""
    planet = QuickPlanet(tmp_path)
    document = make_atom(
        ("tag:1", "The Blog: A casino", "2026-11-20T10:00:00Z", "One."),
        ("tag:2", "The Blog: A walk", "2026-11-21T10:00:00Z", "Two words about roulette."),
    )
    (tmp_path / "feed.xml").write_bytes(document)
    planet.feed = {"url": "./feed.xml"}
    planet.configure(planet.feed)
    return planet


def test_a_filter_that_is_added_changes_the_site_and_one_that_goes_brings_it_back(planet):
    planet.build()
    before = planet.tree()

    planet.configure(planet.feed, filter={"exclude": {"words": ["casino"]}})
    report = planet.build()

    assert (report["outcome"], report["changed"]) == ("built", True)
    assert planet.titles_on_page() == ["The Blog: A walk"]
    assert b"A casino" not in (planet.output / "atom.xml").read_bytes()

    planet.configure(planet.feed, filter={})
    planet.build()

    assert planet.tree() == before


def test_the_opening_of_the_text_is_looked_at_too(planet):
    planet.configure(planet.feed, filter={"include": {"words": ["roulette"]}})
    planet.build()

    assert planet.titles_on_page() == ["The Blog: A walk"]


@pytest.mark.parametrize(
    ("keys", "titles"),
    [
        ({"filter": {"exclude": {"regex": ["walk$"]}}}, ["The Blog: A casino"]),
        ({"max_entries": 1}, ["The Blog: A walk"]),
        ({"title_prefix": "the blog:"}, ["A walk", "A casino"]),
    ],
)
def test_what_is_said_of_a_feed_changes_the_site(planet, keys, titles):
    planet.build()

    planet.configure(planet.feed | keys)
    report = planet.build()

    assert report["outcome"] == "built"
    assert planet.titles_on_page() == titles


@pytest.mark.parametrize("keys", [{"content": "title"}, {"images": False}, {"remove": [".x"]}, {"tidy": False}])
def test_what_is_shown_of_a_feed_is_decided_anew_when_the_configuration_changes(planet, keys):
    planet.build()

    planet.configure(planet.feed | keys)

    assert planet.build()["outcome"] == "built"


def test_links_of_a_known_offender_lead_elsewhere(planet):
    planet.configure(planet.feed | {"links": {"https://blog.example/": "https://new.example/blog/"}})
    planet.build()

    assert planet.page().xpath("//article//h3/a/@href") == ["https://new.example/blog/2", "https://new.example/blog/1"]
    assert b"https://new.example/blog/1" in (planet.output / "atom.xml").read_bytes()


def test_where_a_filter_stands_in_the_file_changes_nothing(planet):
    planet.configure(planet.feed, filter={"exclude": {"words": ["casino"]}})
    planet.build()
    config = planet.folder / "config.yaml"

    config.write_text("# a comment\n\n" + config.read_text("utf-8"), encoding="utf-8")

    assert planet.build()["outcome"] == "unchanged"


def test_the_summary_names_filters_that_fitted_nothing_also_when_nothing_was_built(planet):
    planet.configure(planet.feed, filter={"exclude": {"words": ["casino", "misspelt"]}})
    said = "filters that fitted no entry of the last 30 days: filter.exclude.words[1]: misspelt"

    for outcome in ("built", "unchanged"):
        report = planet.build()

        assert report["outcome"] == outcome
        assert report["idle_filters"] == ["filter.exclude.words[1]: misspelt"]
        assert said in planet.stderr.splitlines()
