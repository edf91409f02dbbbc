"""`planet list` asked of the planet of questions."""

import json

import pytest


@pytest.fixture
def listed(planet):
    """The titles that a query gives."""

    def ask(*words):
        return [entry["title"] for entry in json.loads(planet.say("list", "--json", *words))["entries"]]

    return ask


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (("--feed", "twins"), {"Spring cleaning", "Spring cleaning again"}),
        (("--feed", "dropped", "--feed", "let"), {"Dropped", "Its successor", "Baking bread", "Python 4"}),
        (("--tag", "PYTHON"), {"Python 4", "A snake"}),
        (("--author", "marketing"), {"News from us"}),
        (("--language", "de"), {"Ein Beitrag"}),
        (("--feed", "german", "--language", "en"), {"A post"}),
        (("--since", "2026-11-19"), {"New without date", "From the future", "Without date", "The newest of all"}),
        (("--feed", "hidden", "--hidden"), {"Hidden by its address"}),
        (("--feed", "prefix"), {"A title"}),
    ],
)
def test_a_query_finds(listed, words, titles):
    assert set(listed(*words)) == titles


def test_the_newest_comes_first(listed):
    assert listed()[:3] == ["New without date", "From the future", "Without date"]


def test_all_that_is_hidden_has_a_reason(planet):
    entries = json.loads(planet.say("list", "--hidden", "--json"))["entries"]

    assert len(entries) > 10
    assert {entry["verdict"]["rule"] for entry in entries} == {
        "hidden-entry",
        "hidden-author",
        "excluded",
        "not-included",
        "twin",
        "too-many",
    }


def test_people_see_columns_and_why(planet):
    said = planet.say("list", "--feed", "hidden", "--why")

    assert "not shown: the configuration hides it" in said
    assert "2 of 45 entries; 1 of them not shown (-)" in said


def test_nothing_that_matches_is_said_and_no_failure(planet):
    assert planet.say("list", "--author", "nobody at all") == "no entry matches; 45 are stored\n"


def test_a_feed_that_is_not_in_the_configuration_is_wrong_usage(planet):
    planet.say("list", "--feed", "no-such-feed", expect=2)


def test_before_the_first_build_there_is_nothing(planet, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("title: New\nfeeds: [https://a.example/feed]\n", encoding="utf-8")

    assert planet.say("list", config=config) == "nothing is stored yet: run planet build first\n"


def test_a_filter_can_be_tried_before_a_build(planet, tmp_path):
    text = (planet.folder / "config.yaml").read_text("utf-8")
    trial = planet.folder / "trial.yaml"
    trial.write_text(text.replace("words: [casino, neverseen]", "words: [cleaning]"), encoding="utf-8")
    tree = planet.tree()

    said = planet.say("list", "--feed", "twins", "--feed", "words", "--why", config=trial)

    assert said.count("the title or the opening has “cleaning” in it") == 2
    assert "casino” in it" not in said
    assert planet.tree() == tree


def test_explain_speaks_to_programs_too(planet):
    story = json.loads(planet.say("explain", "--json", "https://churn.example/p/1"))
    unknown = json.loads(planet.say("explain", "--json", "https://missing.example/today", expect=1))

    assert [line["rule"] for line in story["entries"][0]["decisions"]] == ["page"]
    assert story["entries"][0]["is_listed"] is True
    assert unknown["known"] is False
    assert unknown["feeds"][0]["problem"] == "404 Not Found"


def test_explain_before_the_first_build_names_the_feed_that_should_have_it(planet, tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text("title: New\nfeeds: [https://a.example/feed]\n", encoding="utf-8")

    said = planet.say("explain", "https://a.example/post", config=config, expect=1)

    assert "Nothing is stored yet: run planet build first." in said
    assert "It was never asked: run planet build." in said
