"""What the copy of the memory tells: of what is shown everything, of the rest that it is known."""

import dataclasses

import pytest

from planet.compose import compose_river, plan_backup
from planet.model.fetching import Header
from planet.model.settings import FeedConfig, HideRules, RiverSettings, SiteSettings, StateSettings

FEED = "https://a.example/feed"


@pytest.fixture
def planned(settings_of, make_entry):
    """The plan for entries of one feed, the settings being these."""

    def plan(*entries, feeds=(FEED,), **sections):
        settings = settings_of(*feeds, **sections)
        return plan_backup(compose_river(entries, settings), settings)

    return plan


def test_everything_that_is_shown_is_told_the_newest_first(planned, make_entry):
    entries = [make_entry(f"k{hours}", hours=hours) for hours in range(8)]

    plan = planned(*entries, river=RiverSettings(per_page=3, max_per_feed=3))

    assert plan.texts == tuple(entry.name for entry in entries)
    assert plan.told == frozenset(plan.texts)


def test_what_the_index_shows_comes_before_what_only_older_pages_show(planned, make_entry):
    burst = [make_entry(f"k{hours}", hours=hours) for hours in range(3)]
    other = make_entry("other", feed="https://b.example/feed", hours=5)
    feeds = (FEED, "https://b.example/feed")
    river = RiverSettings(per_page=3, max_per_feed=2)

    plan = planned(*burst, other, feeds=feeds, river=river, site=SiteSettings(title="P", feed_entries=1))

    assert plan.texts == (burst[0].name, burst[1].name, other.name, burst[2].name)


def test_of_what_is_hidden_no_more_is_told_than_that_it_is_known(planned, make_entry):
    shown, hidden = make_entry("shown"), make_entry("hidden", link="https://a.example/hidden")

    plan = planned(shown, hidden, hide=HideRules(entries=frozenset({"https://a.example/hidden"})))

    assert plan.told == {shown.name}
    assert plan.texts == (shown.name,)


def test_the_same_post_of_another_feed_is_told_after_all_that_is_shown(planned, make_entry):
    words = {"title": "Shared", "fingerprint": "f" * 32}
    first = make_entry("one", link="https://a.example/one", **words)
    twin = make_entry("two", feed="https://b.example/feed", hours=-1, link="https://b.example/two", **words)
    older = make_entry("older", hours=9)

    plan = planned(first, twin, older, feeds=(FEED, "https://b.example/feed"))

    assert plan.told == {first.name, twin.name, older.name}
    assert plan.texts[-1] in {first.name, twin.name}
    assert plan.texts[-2] == older.name


def test_the_text_of_what_stands_by_its_title_is_given_up_first(planned, make_entry):
    late = make_entry("late", hours=9)
    backlog = [make_entry(f"k{hours}", hours=hours, backlog=True) for hours in range(3)]
    river = RiverSettings(per_page=1, backlog=1)

    plan = planned(*backlog, late, river=river, site=SiteSettings(title="P", feed_entries=1))

    assert plan.texts == tuple(entry.name for entry in (backlog[0], late, *backlog[1:]))


def test_feeds_that_are_asked_with_secrets_are_private(planned):
    asked = FeedConfig(url=FEED, headers=(Header(name="X-Api-Key", value="s3cret"),))

    plan = planned(feeds=(asked, "https://b.example/feed"))

    assert plan.private == {FEED}
    assert "s3cret" not in repr(plan)


@pytest.mark.parametrize(("content", "is_textless"), [("full", False), ("excerpt", True), ("title", True)])
def test_feeds_that_are_not_shown_in_full_are_told_without_text(planned, content, is_textless):
    plan = planned(feeds=(FeedConfig(url=FEED, content=content),))

    assert (FEED in plan.textless) is is_textless


def test_the_plan_names_the_site_its_feeds_and_the_limit(planned):
    site = SiteSettings(title="P", url="https://p.example/")

    plan = planned(feeds=("https://b.example/", FEED), site=site, state=StateSettings(publish=True, max_bytes=70_000))

    assert (plan.site, plan.max_bytes) == ("https://p.example/", 70_000)
    assert plan.feeds == ("https://b.example/", FEED)
    assert dataclasses.replace(plan, site=None).site is None
