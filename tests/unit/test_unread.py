"""Reading what was stored unread, a few documents at a time."""

from __future__ import annotations

import pytest

from planet.model.atom import Shell, Unread, UnreadEntries
from planet.model.settings import FetchPolicy
from planet.unread import read_jobs

DOCUMENT = b"damaged!" * 2**20


@pytest.fixture
def jobs():
    """Five jobs of eight MiB each, and how many of them were asked for."""
    asked = []

    def ask():
        for number in range(5):
            asked.append(number)
            entries = (Unread(key=str(number), start=0, end=1),)
            yield UnreadEntries(feed_url=f"https://{number}.example/", shell=Shell(document=DOCUMENT), entries=entries)

    return ask(), asked


def test_what_cannot_be_read_brings_nothing(jobs):
    read = sorted((job.feed_url, entries) for job, entries in read_jobs(jobs[0], FetchPolicy()))

    assert read == [(f"https://{number}.example/", ()) for number in range(5)]


def test_not_all_documents_are_in_memory_at_once(jobs):
    reading = read_jobs(jobs[0], FetchPolicy())
    next(reading)

    assert jobs[1] == [0, 1, 2, 3]
    reading.close()
