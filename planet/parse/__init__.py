"""Bytes → `RawFeed`."""

from planet.parse.document import parse_document

__all__ = ["parse_document"]
