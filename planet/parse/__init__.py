"""Bytes → `RawFeed`. Only children parse: here the parser is not imported before it is called."""

from planet.model.atom import RawEntry, RawFeed, UnreadEntries
from planet.model.fetching import Fetched, ReadJob

__all__ = ["PARSING", "encoding_of", "parse_document", "read_unread"]

PARSING = ("planet.parse.offline", "planet.parse.document", "planet.parse.strict_reader")
"""What a child process imports before it parses."""


def parse_document(job: ReadJob) -> RawFeed:
    """See `planet.parse.document.parse_document`, which this calls."""
    from planet.parse import document  # noqa: PLC0415 - start-up

    return document.parse_document(job)


def read_unread(job: UnreadEntries) -> tuple[RawEntry, ...]:
    """See `planet.parse.unread.read_unread`, which this calls."""
    from planet.parse import unread  # noqa: PLC0415 - start-up

    return unread.read_unread(job)


def encoding_of(answer: Fetched) -> str:
    """See `planet.parse.document.encoding_of`, which this calls."""
    from planet.parse import document  # noqa: PLC0415 - start-up

    return document.encoding_of(answer)
