"""One row for each way in which an entry is let in or left out."""

from datetime import timedelta

import pytest

from planet.compose import compose_river, reads_openings
from planet.model.filters import NO_FILTER, Clause, Condition, Filter
from planet.model.settings import FeedConfig, HideRules, TagRules
from planet.model.verdicts import Verdict

FEED, OTHER = "https://a.example/feed", "https://b.example/feed"
DAY = 86400


def condition(kind, *values, amount=0, path=None):
    return Condition(kind=kind, values=values, amount=amount, clause=Clause(path=path or f"filter.exclude.{kind}"))


def without(kind, *values, amount=0):
    return Filter(exclude=(condition(kind, *values, amount=amount),))


def only(*conditions):
    return Filter(include=conditions)


@pytest.fixture
def verdict(make_entry, settings_of):
    """What is decided about one entry; None when it is shown. `rest` are other entries."""

    def decide(given, opening="", rest=(), feed=None, **fields):
        entry = make_entry("k", **fields)
        settings = settings_of(feed or FeedConfig(url=FEED), OTHER, filter=given)
        river = compose_river([entry, *rest], settings, {entry.name: opening})
        found = river.verdicts.get(entry.name)
        assert (found is None) == (entry.name in {one.name for one in river.entries()})
        return found and found.rule

    return decide


@pytest.mark.parametrize(
    ("word", "title", "opening", "fits"),
    [
        ("casino", "The Casino", "", True),
        ("casino", "", "text, “casino”!", True),
        ("casino", "Casinos", "", False),
        ("casino", "le casino\u0301", "", True),
        ("Job  Offer", "A job offer", "", True),
        ("job offer", "job", "offer", False),
        ("c++", "All about C++, Java", "", True),
        ("c", "All about C++", "", True),
        ("#ad", "Buy! #ad", "", True),
        ("ad", "Buy! #ad", "", True),
        ("ad", "adverb, bad", "", False),
        ("straße", "Die STRASSE", "", True),
        ("東京", "今日の東京です", "", True),
        ("кот", "который", "", False),
        ("кот", "Мой КОТ.", "", True),
        ("aa", "aaa aa", "", True),
    ],
)
def test_words_are_whole_and_in_any_case(verdict, word, title, opening, fits):
    assert verdict(without("words", word), title=title, opening=opening) == ("excluded" if fits else None)


@pytest.mark.parametrize(
    ("given", "fields", "left_out"),
    [
        (without("regex", "^Ad:"), {"title": "Ad: buy"}, True),
        (without("regex", "^Ad:"), {"title": "Bad: buy", "opening": "Ad: opening"}, True),
        (without("regex", "^Ad:"), {"title": "ad: buy"}, False),
        (without("tags", "Python"), {"categories": ("web", "python")}, True),
        (without("tags", "Python"), {"categories": ("pythonic",)}, False),
        (without("authors", "a.  bot"), {"authors": ("Ann", "A. Bot")}, True),
        (without("authors", "a. bot"), {"authors": ("Ann",)}, False),
        (without("languages", "pt"), {"language": "pt-BR"}, True),
        (without("languages", "pt-BR"), {"language": "pt"}, False),
        (without("languages", "p"), {"language": "pt"}, False),
        (without("languages", "pt"), {"language": None}, False),
        (without("shorter_than", amount=20), {"words": 19}, True),
        (without("shorter_than", amount=20), {"words": 20}, False),
        (without("longer_than", amount=20), {"words": 21}, True),
        (without("longer_than", amount=20), {"words": 20}, False),
    ],
)
def test_what_a_filter_takes_out(verdict, given, fields, left_out):
    assert verdict(given, **fields) == ("excluded" if left_out else None)


@pytest.mark.parametrize(
    ("kind", "hours", "left_out"),
    [("older_than", 25, True), ("older_than", 24, False), ("newer_than", 24, True), ("newer_than", 25, False)],
)
def test_age_counts_from_the_newest_entry_of_the_planet(verdict, make_entry, kind, hours, left_out):
    newest = make_entry("newest", feed=OTHER, hours=1000)

    decided = verdict(without(kind, amount=DAY), hours=1000 + hours, rest=[newest])

    assert decided == ("excluded" if left_out else None)


def test_an_entry_without_a_date_of_its_own_is_not_what_ages_count_from(verdict, make_entry):
    undated = make_entry("undated", feed=OTHER, placed_by="undated")

    assert verdict(without("older_than", amount=DAY), hours=1000, rest=[undated]) is None


def test_what_is_let_in_must_fit_every_key_by_one_of_its_values(verdict):
    given = only(condition("tags", "python", "web"), condition("languages", "en"))

    assert verdict(given, categories=("web",), language="en") is None
    assert verdict(given, categories=("web",), language="de") == "not-included"
    assert verdict(given, categories=("cooking",), language="en") == "not-included"


def test_what_is_let_in_can_be_taken_out_again(verdict):
    given = Filter(include=(condition("tags", "python"),), exclude=(condition("words", "snake"),))

    assert verdict(given, categories=("python",), title="A snake") == "excluded"


def test_the_tags_and_the_language_of_a_feed_count_for_its_entries(verdict):
    feed = FeedConfig(url=FEED, tags=("Python",), language="de")

    assert verdict(without("tags", "python"), feed=feed) == "excluded"
    assert verdict(without("languages", "de"), feed=feed) == "excluded"
    assert verdict(without("languages", "de"), feed=feed, language="en") is None


def test_the_filter_of_a_feed_holds_for_its_entries_alone(make_entry, settings_of):
    feeds = (FeedConfig(url=FEED, filter=without("words", "x")), FeedConfig(url=OTHER))
    mine, theirs = make_entry("k", title="x"), make_entry("k", feed=OTHER, title="x")

    river = compose_river([mine, theirs], settings_of(*feeds))

    assert set(river.verdicts) == {mine.name}


def test_the_filter_of_a_tag_holds_for_what_has_the_tag(make_entry, settings_of):
    tagged = make_entry("k1", title="x", categories=("PYTHON",))
    of_tagged_feed = make_entry("k2", feed=OTHER, title="x")
    other = make_entry("k3", title="x")
    feeds = (FeedConfig(url=FEED), FeedConfig(url=OTHER, tags=("python",)))

    river = compose_river(
        [tagged, of_tagged_feed, other],
        settings_of(*feeds, tags=(TagRules(tag="Python", filter=without("words", "x")),)),
    )

    assert set(river.verdicts) == {tagged.name, of_tagged_feed.name}


def test_a_verdict_names_the_line_that_decided(make_entry, settings_of):
    clause = Clause(path="filter.exclude.tags[1]", text="web")
    given = Filter(exclude=(Condition(kind="tags", values=("web",), clause=clause),))
    entry = make_entry("k", categories=("Web", "art"))

    river = compose_river([entry], settings_of(FEED, filter=given))

    assert river.verdicts == {entry.name: Verdict(rule="excluded", clause=clause, detail="art, web")}


def test_a_hidden_entry_is_hidden_by_address_id_or_page(make_entry, settings_of):
    rules = ("https://a.example/1", "tag:2", "http://www.a.example/3/?utm_source=x")
    hide = HideRules(entries=frozenset(rules), clauses={rules[0]: Clause(path="hide[0]")})
    entries = [
        make_entry("k1", link="https://a.example/1"),
        make_entry("k2", id="tag:2"),
        make_entry("k3", link="https://a.example/3"),
        make_entry("k4", link="https://a.example/4"),
    ]

    verdicts = compose_river(entries, settings_of(FEED, hide=hide)).verdicts

    assert {entry.key: entry.name in verdicts for entry in entries} == {"k1": True, "k2": True, "k3": True, "k4": False}
    assert verdicts[entries[0].name] == Verdict(rule="hidden-entry", clause=Clause(path="hide[0]"))
    assert verdicts[entries[1].name].clause == Clause(path="hide", text="tag:2")


def test_an_author_is_hidden_as_written_in_any_case_on_either_side(make_entry, settings_of):
    entry = make_entry("k", authors=("MARKETING team",))

    river = compose_river([entry], settings_of(FEED, hide=HideRules(authors=frozenset({"Marketing Team"}))))

    assert river.verdicts[entry.name].rule == "hidden-author"
    assert river.verdicts[entry.name].detail == "MARKETING team"


def test_a_twin_is_told_which_entry_stands_for_it(make_entry, settings_of, noon):
    same = {"link": "https://a.example/post", "title": "A post", "fingerprint": "f" * 32}
    mine, theirs = make_entry("k", **same), make_entry("k", feed=OTHER, **same)

    river = compose_river([theirs, mine], settings_of(FEED, OTHER))

    assert river.verdicts == {theirs.name: Verdict(rule="twin", twin=mine.name)}


def test_when_one_of_two_twins_is_filtered_the_other_is_shown(make_entry, settings_of):
    same = {"link": "https://a.example/post", "title": "A post", "fingerprint": "f" * 32}
    mine, theirs = make_entry("k", **same), make_entry("k", feed=OTHER, **same)
    feeds = (FeedConfig(url=FEED, filter=without("words", "post")), FeedConfig(url=OTHER))

    river = compose_river([theirs, mine], settings_of(*feeds))

    assert {name: one.rule for name, one in river.verdicts.items()} == {mine.name: "excluded"}


def test_a_feed_has_no_more_on_the_site_than_it_may(make_entry, settings_of):
    entries = [make_entry(f"k{hours}", hours=hours) for hours in range(5)]
    clause = Clause(path="feeds[0].max_entries", text="2")

    river = compose_river(entries, settings_of(FeedConfig(url=FEED, max_entries=2, clauses={"max_entries": clause})))

    assert [one.key for one in river.entries()] == ["k0", "k1"]
    assert river.verdicts[entries[4].name] == Verdict(rule="too-many", clause=clause, detail="2")


def test_titles_and_links_of_known_offenders_are_put_right_before_anything_looks_at_them(make_entry, settings_of):
    feed = FeedConfig(
        url=FEED,
        title_prefix=("My Blog:",),
        links=(("http://localhost/", "https://a.example/"),),
        filter=without("words", "blog"),
    )
    entry = make_entry("k", title="My Blog: A post", link="http://localhost/1")

    [shown] = compose_river([entry], settings_of(feed)).entries()

    assert (shown.title, shown.link, shown.page) == ("A post", "https://a.example/1", "a.example/1")


def test_every_stored_entry_is_shown_or_has_a_verdict(make_entry, settings_of):
    entries = [make_entry(f"k{n}", hours=n, title=f"Post {n}", words=n) for n in range(40)]
    feed = FeedConfig(url=FEED, max_entries=7, filter=without("shorter_than", amount=10))

    river = compose_river(entries, settings_of(feed, hide=HideRules(entries=frozenset({"k5"}))))

    shown = {entry.name for entry in river.entries()}
    assert shown.isdisjoint(river.verdicts)
    assert shown | set(river.verdicts) == {entry.name for entry in entries}


def test_filters_that_fitted_no_recent_entry_are_named(make_entry, settings_of):
    lines = [condition("words", word, path=f"filter.exclude.words[{n}]") for n, word in enumerate(("new", "old", "no"))]
    entries = [
        make_entry("k0", title="new"),
        make_entry("k1", title="old", hours=timedelta(days=31).total_seconds() / 3600),
    ]

    river = compose_river(entries, settings_of(FEED, filter=Filter(exclude=tuple(lines))))

    assert [clause.path for clause in river.idle] == ["filter.exclude.words[1]", "filter.exclude.words[2]"]


def test_a_filter_that_others_came_before_is_not_idle(make_entry, settings_of):
    lines = (condition("words", "both", path="one"), condition("tags", "both", path="two"))

    river = compose_river(
        [make_entry("k", title="both", categories=("both",))], settings_of(FEED, filter=Filter(exclude=lines))
    )

    assert river.idle == ()


def test_a_filter_that_no_recent_entry_met_is_not_named(make_entry, settings_of):
    silent = FeedConfig(url=OTHER, filter=without("words", "x"))

    assert compose_river([make_entry("k")], settings_of(FEED, silent)).idle == ()


@pytest.mark.parametrize(
    ("given", "reads"), [(without("words", "x"), True), (only(condition("regex", "x")), True), (NO_FILTER, False)]
)
def test_openings_are_read_only_where_a_filter_asks_for_them(settings_of, given, reads):
    assert reads_openings(settings_of(FEED, filter=given)) is reads
    assert reads_openings(settings_of(FeedConfig(url=FEED, filter=given))) is reads
    assert reads_openings(settings_of(FEED, tags=(TagRules(tag="t", filter=given),))) is reads


def test_a_limit_of_age_is_not_named_although_it_fits_nothing_recent(make_entry, settings_of):
    settings = settings_of(FEED, filter=without("older_than", amount=90 * DAY))

    assert compose_river([make_entry("k")], settings).idle == ()
