"""What cleaning an entry depends on besides the entry."""

from __future__ import annotations

from planet.clean import clean_frame, clean_job
from planet.model.atom import RawEntry
from planet.model.settings import FeedConfig

FEED = FeedConfig(url="https://blog.example/feed.xml", content="excerpt", images=False, remove=(".ad",), tidy=False)


def test_what_a_feed_chose_reaches_each_of_its_entries():
    job = clean_job(RawEntry(key="1"), "0a", clean_frame(FEED, None, None))

    assert (job.content, job.images, job.remove, job.tidy) == ("excerpt", False, (".ad",), False)


def test_frames_differ_when_choices_do():
    usual = FeedConfig(url=FEED.url)

    assert clean_frame(usual, None, None) != clean_frame(FEED, None, None)
