"""skipHours and skipDays as feeds write them."""

from __future__ import annotations

import time

import pytest

from planet.parse.pauses import skipped_days, skipped_hours


@pytest.mark.parametrize(
    ("xml", "hours"),
    [
        ("<skipHours><hour>0</hour><hour>07</hour><hour> 23 </hour></skipHours>", (0, 7, 23)),
        ("<skipHours><hour>24</hour><hour>1</hour><hour>1</hour></skipHours>", (0, 1)),
        ("<SKIPHOURS>\n<HOUR>5</HOUR>\n</SKIPHOURS>", (5,)),
        ("<skipHours><hour>25</hour><hour>-1</hour><hour>x</hour><hour/></skipHours>", ()),
        ("<skipHours><hour>1</hour>", ()),
        ("<skipDays><day>Monday</day></skipDays>", ()),
        ("", ()),
    ],
)
def test_the_hours_that_a_feed_skips(xml, hours):
    assert skipped_hours(f"<rss><channel>{xml}</channel></rss>") == hours


@pytest.mark.parametrize(
    ("xml", "days"),
    [
        ("<skipDays><day>Saturday</day><day>sunday</day></skipDays>", (5, 6)),
        ("<skipDays><day>Samstag</day><day>Mon</day></skipDays>", ()),
        ("", ()),
    ],
)
def test_the_days_that_a_feed_skips(xml, days):
    assert skipped_days(f"<rss><channel>{xml}</channel></rss>") == days


def test_a_document_of_nothing_but_openings_is_searched_quickly():
    started = time.process_time()

    assert skipped_hours("<skipHours>" * 100_000) == ()

    assert time.process_time() - started < 1


def test_a_feed_is_read_with_what_it_skips(parse, rss):
    feed = parse(rss("<title>T</title><skipDays><day>Friday</day></skipDays><skipHours><hour>3</hour></skipHours>"))

    assert (feed.skip_hours, feed.skip_days) == ((3,), (4,))
