"""Every key of the configuration as data: what may be written, its default, its range, and one sentence of meaning.

The checks take names and ranges from here, and docs/config.md is generated from here, so neither can drift.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    LIST = "list"
    SECTION = "mapping"


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

AUTHOR = Key(
    name="author",
    kind=Kind.SECTION,
    meaning="Who makes the planet.",
    below=(
        Key(name="name", kind=Kind.TEXT, required=True, meaning="A person or a group."),
        Key(name="email", kind=Kind.EMAIL, meaning="Shown to readers of the merged feed and to servers."),
        Key(name="url", kind=Kind.WEB, meaning="Their own page."),
    ),
)

STATE = Key(
    name="state",
    kind=Kind.SECTION,
    meaning="What Planet remembers between builds.",
    below=(
        Key(
            name="path",
            kind=Kind.FOLDER,
            default=".planet",
            meaning="Where it is kept, relative to the configuration's folder.",
        ),
    ),
)

RIVER = Key(
    name="river",
    kind=Kind.SECTION,
    meaning="How entries are laid out on pages.",
    below=(
        Key(name="per_page", kind=Kind.WHOLE, default="25", least=1, most=500, meaning="Entries on one page."),
        Key(
            name="max_per_feed",
            kind=Kind.WHOLE,
            default="5",
            least=1,
            most=500,
            meaning="At most so many entries of one feed on a page; the rest move on to the next older page.",
        ),
    ),
)

MERGED_FEED = Key(
    name="feed",
    kind=Kind.SECTION,
    meaning="The merged feed, `atom.xml`.",
    below=(
        Key(
            name="entries",
            kind=Kind.WHOLE,
            default="60",
            least=1,
            most=1000,
            meaning="How many of the newest entries are in it.",
        ),
    ),
)

FETCH = Key(
    name="fetch",
    kind=Kind.SECTION,
    meaning="How feeds are asked for.",
    below=(
        Key(
            name="concurrency",
            kind=Kind.WHOLE,
            default="100",
            least=1,
            most=512,
            meaning="Feeds that are asked at the same time.",
        ),
        Key(
            name="timeout",
            kind=Kind.DURATION,
            default="30s",
            least=1,
            most=10 * MINUTE,
            meaning="The longest that one feed may take in all, redirects included.",
        ),
        Key(
            name="connect_timeout",
            kind=Kind.DURATION,
            default="10s",
            least=1,
            most=10 * MINUTE,
            meaning="The longest wait for a connection.",
        ),
        Key(
            name="idle_timeout",
            kind=Kind.DURATION,
            default="15s",
            least=1,
            most=10 * MINUTE,
            meaning="The longest silence of a server in the middle of its answer.",
        ),
        Key(
            name="max_bytes",
            kind=Kind.SIZE,
            default="10 MiB",
            least=KIB,
            most=256 * MIB,
            meaning="The largest document, unpacked.",
        ),
        Key(
            name="max_ratio",
            kind=Kind.WHOLE,
            default="100",
            least=2,
            most=10_000,
            meaning="How many times larger than what was sent a document may become when it is unpacked.",
        ),
        Key(name="max_redirects", kind=Kind.WHOLE, default="5", least=0, most=20, meaning="Redirects followed."),
        Key(
            name="max_entries",
            kind=Kind.WHOLE,
            default="5000",
            least=1,
            most=100_000,
            meaning="Entries read of one document.",
        ),
        Key(
            name="min_interval",
            kind=Kind.DURATION,
            default="25m",
            least=0,
            most=30 * DAY,
            meaning="A feed is asked again after this time at the earliest; 0 asks on every build.",
        ),
        Key(
            name="allow_private_addresses",
            kind=Kind.YES_NO,
            default="false",
            meaning="Whether feeds on this machine and in private networks may be asked.",
        ),
    ),
)

HIDE = Key(
    name="hide",
    kind=Kind.LIST,
    meaning="What is never shown: addresses or ids of entries, or `{author: NAME}` for all entries of a person.",
    below=(Key(name="author", kind=Kind.TEXT, required=True, meaning="The name as the feed writes it."),),
)

FEEDS = Key(
    name="feeds",
    kind=Kind.LIST,
    required=True,
    meaning="The feeds: each is an address, or a mapping with the keys below.",
    below=(
        Key(
            name="url",
            kind=Kind.FEED,
            required=True,
            meaning="Where it is: a web address, or a file in the configuration's folder such as `./feeds/a.xml`.",
        ),
        Key(name="name", kind=Kind.TEXT, meaning="What to call it; otherwise its own title."),
        Key(name="site", kind=Kind.WEB, meaning="Its web site; otherwise the one that the feed names."),
        Key(name="tags", kind=Kind.TEXTS, meaning="Tags of all its entries."),
        Key(name="language", kind=Kind.LANGUAGE, meaning="The language of its entries, where they do not say."),
    ),
)

ROOT = Key(
    name="",
    kind=Kind.SECTION,
    meaning="The configuration.",
    below=(
        Key(name="title", kind=Kind.TEXT, required=True, meaning="The planet's name."),
        Key(
            name="url",
            kind=Kind.WEB,
            meaning="Where the site will be. Without it the merged feed cannot name its own address.",
        ),
        Key(name="description", kind=Kind.MARKDOWN, meaning="A few words on the planet."),
        Key(name="language", kind=Kind.LANGUAGE, default="en", meaning="The language of the pages' own words."),
        Key(name="timezone", kind=Kind.ZONE, default="UTC", meaning="Where the planet's day begins at midnight."),
        AUTHOR,
        Key(name="theme", kind=Kind.NAME, default="default", meaning="How the site looks."),
        Key(
            name="output",
            kind=Kind.FOLDER,
            default="output",
            meaning="Where the site is written, relative to the configuration's folder. `-o` overrides it.",
        ),
        STATE,
        RIVER,
        MERGED_FEED,
        HIDE,
        FETCH,
        FEEDS,
    ),
)

PAGE = Key(
    name="",
    kind=Kind.SECTION,
    meaning="The front matter of a page.",
    below=(Key(name="title", kind=Kind.TEXT, required=True, meaning="The page's heading and its name in the menu."),),
)


def written(key: Key, amount: int) -> str:
    """An amount of the key's unit as one writes it: `10m`, `1 KiB`, `512`."""
    if key.kind is Kind.DURATION:
        units = (("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", 1))
        return next((f"{amount // size}{unit}" for unit, size in units if amount and amount % size == 0), "0")
    if key.kind is Kind.SIZE:
        sizes = ((" GiB", 1024 * MIB), (" MiB", MIB), (" KiB", KIB))
        return next((f"{amount // size}{unit}" for unit, size in sizes if amount and amount % size == 0), str(amount))
    return str(amount)
