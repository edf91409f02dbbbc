"""Which pages are closed, and the river that is composed of the end alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planet.compose import akin, can_close, close_pages, compose_end, compose_river, freshness_of, told_of
from planet.model.filters import Clause, Condition, Filter
from planet.model.settings import FeedConfig, HideRules, KeepRules, RiverSettings, SiteSettings

A, B = "https://a.example/feed", "https://b.example/feed"
SITE = SiteSettings(title="Planet", feed_entries=3)
PAIRS = RiverSettings(per_page=2, max_per_feed=2, backlog="all")
HOUR = timedelta(hours=1)


@pytest.fixture
def settings(settings_of):
    return settings_of(A, B, site=SITE, river=PAIRS)


@pytest.fixture
def posts(make_entry):
    """Sixty posts, one each hour, of two feeds by turns; number 0 is the newest."""
    return [
        make_entry(f"k{n}", feed=(A, B)[n % 2], hours=n, link=f"https://a.example/{n}", title=f"Post {n}")
        for n in range(60)
    ]


def end_of(entries, closed):
    return [entry for entry in entries if entry.placed_at >= closed.since]


def names_by_page(pages):
    return {page.number: [one.stored.name for day in page.days for one in day.entries] for page in pages}


def test_all_but_the_newest_twenty_pages_are_closed(posts, settings, noon):
    closed = close_pages(compose_river(posts, settings), settings)

    assert (closed.count, closed.entries, closed.next_feed) == (10, 20, "")
    assert closed.since == noon - 39 * HOUR
    assert {share.feed_url: (share.entries, share.newest_at) for share in closed.shares} == {
        A: (10, noon - 40 * HOUR),
        B: (10, noon - 41 * HOUR),
    }


def test_a_river_of_few_pages_has_none_that_is_closed(posts, settings):
    assert close_pages(compose_river(posts[:40], settings), settings) is None


def test_pages_are_closed_where_time_alone_parts_them(posts, settings, noon):
    together = [replace(post, placed_at=noon - 40 * HOUR) if 37 <= n <= 44 else post for n, post in enumerate(posts)]

    closed = close_pages(compose_river(together, settings), settings)

    assert (closed.count, closed.since) == (7, noon - 45 * HOUR)


def test_a_page_that_a_feeds_share_closed_says_whose_post_is_next(posts, settings):
    settings = replace(settings, river=replace(PAIRS, per_page=3))
    alone = [replace(post, feed_url=A) for post in posts]

    closed = close_pages(compose_river(alone, settings), settings)

    assert (closed.count, closed.next_feed) == (10, A)


@pytest.mark.parametrize("news", [0, 1, 7])
def test_the_end_of_the_river_is_the_end_of_the_whole_river(posts, settings, make_entry, news):
    closed = close_pages(compose_river(posts, settings), settings)
    after = [*posts, *(make_entry(f"new{n}", feed=A, hours=-n - 1) for n in range(news))]
    whole = compose_river(after, settings)

    end = compose_end(end_of(after, closed), [], settings, closed, {})

    pages = names_by_page(whole.pages)
    assert names_by_page(end.river.pages) == {number: pages[number] for number in pages if number > closed.count}
    assert (end.river.index, end.river.newest, end.river.last) == (whole.index, whole.newest, len(whole.pages))
    assert freshness_of(end.river, [A, B]) == freshness_of(whole, [A, B])
    assert {name for name in whole.whole if name in pages[closed.count + 1]} <= end.river.whole


def test_closing_goes_on_when_forty_pages_are_open(posts, settings, make_entry):
    closed = close_pages(compose_river(posts, settings), settings)
    for news, count in ((40, 10), (41, 31)):
        after = [*posts, *(make_entry(f"new{n}", feed=(A, B)[n % 2], hours=-n - 1) for n in range(news))]
        end = compose_end(end_of(after, closed), [], settings, closed, {})
        next_closed, at_once = close_pages(end.river, settings), close_pages(compose_river(after, settings), settings)
        assert next_closed.count == count
    assert replace(next_closed, shares=()) == replace(at_once, shares=())
    assert set(next_closed.shares) == set(at_once.shares)


def test_a_page_that_was_not_full_may_take_the_post_of_another_feed(posts, settings, make_entry):
    settings = replace(settings, river=replace(PAIRS, per_page=3))
    alone = [replace(post, feed_url=A) for post in posts]
    closed = close_pages(compose_river(alone, settings), settings)
    after = [*alone, make_entry("b", feed=B, placed_at=closed.since, published_at=closed.since)]
    first = min(end_of(after, closed), key=lambda entry: (entry.placed_at, entry.feed_url != B))

    assert first.feed_url == B
    assert compose_end(end_of(after, closed), [], settings, closed, {}) is None


def test_an_end_that_is_too_short_for_the_index_is_none(posts, settings):
    closed = close_pages(compose_river(posts, settings), settings)

    assert compose_end(end_of(posts, closed)[:1], [], settings, closed, {}) is None
    assert compose_end([], [], settings, closed, {}) is None


def test_older_posts_that_are_the_same_must_be_what_they_were(posts, settings, make_entry):
    before = close_pages(compose_river(posts, settings), settings)
    old = posts[50]
    copy = make_entry("copy", feed=B, hours=-1, link=old.link, title=old.title)
    end = [*end_of(posts, before), copy]

    kin = akin(posts, [copy], settings)

    assert kin == [old]
    assert compose_end(end, kin, settings, before, {}) is None
    told = told_of({old.name}, (one for page in compose_river([*posts, copy], settings).pages for one in placed(page)))
    assert told == (f"{old.name} shown for {copy.name}",)
    river = compose_end(end, kin, settings, replace(before, kin=told), {}).river
    assert copy.name not in {entry.name for entry in river.entries()}


def placed(page):
    return [one for day in page.days for one in day.entries]


def test_what_became_of_an_older_post_that_is_not_shown_is_told_too(posts, settings):
    hidden = replace(settings, hide=HideRules(entries=frozenset({posts[50].link})))
    pages = compose_river(posts, hidden).pages

    assert told_of({posts[50].name}, (one for page in pages for one in placed(page))) == (
        f"{posts[50].name} not shown",
    )


def test_posts_have_something_in_common_after_their_titles_were_put_right(posts, settings):
    prefixed = replace(posts[0], title="A: Post 50", link=posts[50].link, page=posts[50].page)

    assert akin(posts[1:], [prefixed], settings) == []
    put_right = replace(settings, feeds=(FeedConfig(url=A, title_prefix=("A: ",)), settings.feeds[1]))
    assert akin(posts[1:], [prefixed], put_right) == [posts[50]]


def test_the_backlog_of_the_end_must_be_as_long_as_it_was(posts, settings):
    settings = replace(settings, river=replace(PAIRS, backlog=45))
    backlog = [replace(post, backlog=True) for post in posts]
    closed = close_pages(compose_river(backlog, settings), settings)
    hidden = replace(settings, hide=HideRules(entries=frozenset({posts[5].link})))

    assert closed.backlog == 40
    assert compose_end(end_of(backlog, closed), [], settings, closed, {}) is not None
    assert compose_end(end_of(backlog, closed), [], hidden, closed, {}) is None


def conditions(kind, **told):
    return Filter(exclude=(Condition(kind=kind, clause=Clause(path="filter", text=kind), **told),))


def test_with_filters_the_last_two_months_stay_open(posts, settings):
    settings = replace(settings, filter=conditions("tags", values=("x",)))
    days = [replace(post, placed_at=post.placed_at - n * 47 * HOUR) for n, post in enumerate(posts)]

    assert close_pages(compose_river(posts, settings), settings) is None
    closed = close_pages(compose_river(days, settings), settings)
    assert closed.count == 10
    assert compose_end(end_of(days, closed), [], settings, closed, {}).river.idle == compose_river(days, settings).idle
    undated = [replace(post, placed_by="undated") for post in end_of(days, closed)]
    assert compose_end(undated, [], settings, closed, {}) is None


@pytest.mark.parametrize(
    "choice",
    [
        {"river": replace(PAIRS, order="updated")},
        {"keep": KeepRules(days=30)},
        {"keep": KeepRules(per_feed=30)},
        {"filter": conditions("older_than", amount=3600)},
        {"feeds": (FeedConfig(url=A, max_entries=3),)},
        {"feeds": (FeedConfig(url=A, links=(("http://old", "http://new"),)),)},
    ],
)
def test_nothing_closes_where_old_posts_may_change_by_themselves(settings, choice):
    assert can_close(settings)
    assert not can_close(replace(settings, **choice))
