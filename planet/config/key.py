"""What a key of the configuration is, and how amounts are written in it."""

from __future__ import annotations

from enum import StrEnum

from planet.values import dataclass


class Kind(StrEnum):
    """What a value must be, in the words of messages and documentation."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    WHOLE = "whole number"
    YES_NO = "`true` or `false`"
    DURATION = "duration"
    SIZE = "size"
    LANGUAGE = "language tag"
    ZONE = "time zone"
    WEB = "web address"
    FEED = "feed address"
    EMAIL = "e-mail address"
    NAME = "name of a theme"
    FOLDER = "folder"
    TEXTS = "list of texts"
    SELECTORS = "list of CSS selectors"
    SHOWN = "`full`, `excerpt` or `title`"
    ORDER = "`published` or `updated`"
    WHOLE_OR_ALL = "whole number, or `all`"
    CONDITIONS = "mapping of conditions"
    TAGS = "mapping of tags"
    LINKS = "mapping of beginnings of addresses"
    TEXT_OR_TEXTS = "text, or list of texts"
    LANGUAGES = "list of language tags"
    REGEXES = "list of regular expressions"
    LIST = "list"
    SECTION = "mapping"
    HEADERS = "mapping of header names to texts"
    LOGIN = "user and `${PASSWORD}`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key. `default` is what it would say in YAML if it were written ("" is none).

    `least` and `most` bound it, in seconds for durations and bytes for sizes. `below` are the keys of a mapping, or
    of the mappings in a list.
    """

    name: str
    kind: Kind
    meaning: str
    default: str = ""
    required: bool = False
    least: int = 0
    most: int = 0
    below: tuple[Key, ...] = ()


MINUTE, HOUR, DAY = 60, 3600, 86400
KIB, MIB = 1024, 1024 * 1024


def written(key: Key, amount: int) -> str:
    """An amount of the key's unit as one writes it: `10m`, `1 KiB`, `512`."""
    if key.kind is Kind.DURATION:
        units = (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", 1))
        return next((f"{amount // size}{unit}" for unit, size in units if amount and amount % size == 0), "0")
    if key.kind is Kind.SIZE:
        sizes = ((" GiB", 1024 * MIB), (" MiB", MIB), (" KiB", KIB))
        return next((f"{amount // size}{unit}" for unit, size in sizes if amount and amount % size == 0), str(amount))
    return str(amount)
