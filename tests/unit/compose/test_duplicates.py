from dataclasses import replace
from random import Random

import pytest

from planet.compose.duplicates import tell_apart
from planet.model.settings import FeedConfig

ANN, BOB = "https://ann.example/feed", "https://bob.example/feed"
POST = "https://ann.example/post"
BOTH = (FeedConfig(url=ANN), FeedConfig(url=BOB))


@pytest.fixture
def post(make_entry):
    """The post of Ann as `feed` carries it."""

    def carried_by(feed, **fields):
        told = {"link": POST, "title": "A post", "fingerprint": "f" * 32, "beginning": "b" * 16, **fields}
        return make_entry(told.pop("key", "k"), feed=feed, **told)

    return carried_by


def shown(entries, feeds=BOTH):
    return [entry.feed_url for entry in tell_apart(entries, feeds).shown]


def test_a_post_in_two_feeds_is_shown_once_by_the_feed_that_is_at_home_there(post, noon):
    ann, bob = post(ANN), post(BOB, first_seen_at=noon.replace(hour=1))

    apart = tell_apart([bob, ann], BOTH)

    assert [entry.feed_url for entry in apart.shown] == [ANN]
    assert apart.twins == {ann.name: (bob,)}


def test_the_configured_site_is_a_home_too(post, noon):
    elsewhere = "https://feeds.example/ann"
    feeds = (FeedConfig(url=BOB), FeedConfig(url=elsewhere, site="https://www.ann.example/"))

    assert shown([post(BOB, first_seen_at=noon.replace(hour=1)), post(elsewhere)], feeds) == [elsewhere]


def test_without_a_home_the_one_that_was_seen_first_is_shown(post, noon):
    carol = "https://carol.example/feed"
    feeds = (FeedConfig(url=BOB), FeedConfig(url=carol))

    assert shown([post(BOB), post(carol, first_seen_at=noon.replace(hour=1))], feeds) == [carol]
    assert shown([post(carol), post(BOB)], feeds) == [BOB]


@pytest.mark.parametrize(
    "fields",
    [
        {"link": "http://www.ann.example/post/?utm_source=rss"},
        {"link": "https://elsewhere.example/copy"},
        {"title": "Ann: A post"},
        {"fingerprint": None, "beginning": None},
        {"fingerprint": "e" * 32},
        {"link": None, "title": ""},
    ],
    ids=["other spelling", "same text elsewhere", "name before the title", "title alone", "excerpt", "no title"],
)
def test_one_post_in_other_forms(post, fields):
    assert shown([post(ANN), post(BOB, **fields)]) == [ANN]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "My words on it", "fingerprint": "e" * 32, "beginning": "c" * 16},
        {"fingerprint": "e" * 32, "beginning": "c" * 16},
        {"title": "This post is for subscribers", "link": "https://bob.example/1"},
        {"title": "", "fingerprint": None, "beginning": None},
    ],
    ids=["a link with words of one's own", "stolen address and title", "same words, other title", "nothing to compare"],
)
def test_another_post_is_not_hidden(post, fields):
    assert sorted(shown([post(ANN), post(BOB, **fields)])) == [ANN, BOB]


def test_an_author_may_say_the_same_words_twice(post):
    weekly = [post(ANN, key=str(number), link=f"https://ann.example/week-{number}") for number in range(3)]

    assert len(shown(weekly)) == 3


def test_a_feed_that_lists_a_post_twice_shows_it_once(post):
    assert shown([post(ANN, key="1"), post(ANN, key="2")]) == [ANN]


def test_what_is_shown_does_not_depend_on_the_order_of_the_rows(post, noon):
    entries = [
        post(feed, key=str(number), link=f"https://ann.example/{number}", fingerprint=f"{number:032}")
        for number in range(9)
        for feed in (ANN, BOB)
    ]
    mixed = [replace(entry, first_seen_at=noon) for entry in entries]
    Random(3).shuffle(mixed)

    one, other = tell_apart(entries, BOTH), tell_apart(mixed, BOTH)

    assert {entry.name for entry in one.shown} == {entry.name for entry in other.shown}
    assert one.twins == other.twins
