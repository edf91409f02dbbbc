"""Bytes → `RawFeed`. Only children parse: here the parser is not imported before it is called."""

from planet.model.atom import RawFeed
from planet.model.fetching import ReadJob

__all__ = ["parse_document"]


def parse_document(job: ReadJob) -> RawFeed:
    """See `planet.parse.document.parse_document`, which this calls."""
    from planet.parse import document  # noqa: PLC0415 - start-up

    return document.parse_document(job)
