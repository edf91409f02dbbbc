from __future__ import annotations

import pytest

from planet.model.filters import NO_FILTER, Clause, Condition

FEED = "title: Planet\nfeeds:\n  - url: https://example.org/feed.xml\n"


def test_a_filter_is_read_with_the_place_of_each_of_its_lines(config):
    found = config.load_with("filter:\n  exclude:\n    words: [Casino, job offer]\n    shorter_than: 50\n").filter

    assert found.include == ()
    assert found.exclude == (
        Condition(kind="words", values=("Casino",), clause=Clause(path="filter.exclude.words[0]", text="Casino")),
        Condition(kind="words", values=("job offer",), clause=Clause(path="filter.exclude.words[1]", text="job offer")),
        Condition(kind="shorter_than", amount=50, clause=Clause(path="filter.exclude.shorter_than", text="50")),
    )
    assert [str(one.clause.place) for one in found.exclude] == [
        "config.yaml:6:13",
        "config.yaml:6:21",
        "config.yaml:7:19",
    ]


def test_what_is_let_in_is_one_condition_for_each_key(config):
    [tags, age] = config.load_with("filter: {include: {tags: [a, b, a], newer_than: 30d}}\n").filter.include

    assert (tags.kind, tags.values, tags.clause.text) == ("tags", ("a", "b"), "a, b")
    assert (age.kind, age.amount, age.clause.text) == ("newer_than", 30 * 86400, "30d")


def test_a_tag_has_a_filter_under_its_own_name(config):
    settings = config.load_with('tags:\n  Python: {filter: {exclude: {words: [snake]}}}\n  "two words": {}\n')

    assert [rules.tag for rules in settings.tags] == ["Python", "two words"]
    assert settings.tags[0].filter.exclude[0].clause.path == "tags.Python.filter.exclude.words[0]"
    assert settings.tags[1].filter == NO_FILTER


def test_a_tag_stands_there_once_whatever_its_case(config):
    assert config.errors_with("tags:\n  python: {}\n  Python: {}\n") == [
        'config.yaml:6:11: tags.Python: "Python" is there already'
    ]


def test_a_feed_has_a_filter_and_a_limit_and_what_puts_its_titles_and_links_right(config):
    [feed] = config.load(
        FEED + "    filter: {include: {languages: [de]}}\n    max_entries: 3\n    title_prefix: 'Blog:'\n"
        "    links: {http://localhost/: https://example.org/}\n"
    ).feeds

    assert feed.filter.include[0].values == ("de",)
    assert (feed.max_entries, feed.title_prefix) == (3, ("Blog:",))
    assert feed.links == (("http://localhost/", "https://example.org/"),)
    assert str(feed.clauses["max_entries"].place) == "config.yaml:5:18"
    assert str(feed.clauses["url"].place) == "config.yaml:3:10"


def test_a_feed_may_lose_several_prefixes(config):
    assert config.load(FEED + "    title_prefix: ['A:', 'B:']\n").feeds[0].title_prefix == ("A:", "B:")


@pytest.mark.parametrize("bad", ["(", "[a", r"\1", "(?=later)"])
def test_a_bad_expression_is_a_problem_at_its_line_and_column(config, bad):
    [found] = config.errors_with(f"filter:\n  exclude:\n    regex:\n      - fine\n      - '{bad}'\n")

    assert found.startswith("config.yaml:8:9: filter.exclude.regex[1]: is not a regular expression")
    assert "RE2" in found


def test_an_empty_expression_would_take_out_everything(config):
    assert "is empty" in config.errors_with("filter: {exclude: {regex: ['']}}\n")[0]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("filter: {exclude: {wrods: [x]}}", 'did you mean "words"?'),
        ("filter: {exlude: {words: [x]}}", 'did you mean "exclude"?'),
        ("filter: [x]", "a mapping"),
        ("filter: {exclude: {words: x}}", "a list is wanted"),
        ("filter: {exclude: {languages: [deutsch!]}}", "language tag"),
        ("filter: {exclude: {older_than: 30}}", 'did you mean "30s"?'),
        ("tags: [python]", "a mapping (tag: {filter: …})"),
        ("tags: {python: }", "there is nothing behind it"),
        ("tags: {python: {fliter: {}}}", 'did you mean "filter"?'),
        ("tags: {'': {}}", "has no name"),
    ],
)
def test_a_slip_of_the_pen_is_told(config, lines, said):
    assert said in "\n".join(config.errors_with(lines + "\n"))


@pytest.mark.parametrize("links", ["{x: https://a.example/}", "{https://a.example/: b}"])
def test_links_are_written_whole(config, links):
    assert "write both addresses whole" in config.errors(FEED + f"    links: {links}\n")[0]


def test_more_values_than_a_build_can_look_for_are_refused(config):
    words = ", ".join(f"w{number}" for number in range(1001))

    assert "more than 1000" in config.errors_with(f"filter: {{exclude: {{words: [{words}]}}}}\n")[0]


def test_hidden_things_remember_where_they_are_written(config):
    hide = config.load_with("hide:\n  - https://example.org/1\n  - author: Bot\n").hide

    assert str(hide.clauses["https://example.org/1"].place) == "config.yaml:5:5"
    assert hide.clauses["Bot"].path == "hide[1].author"
