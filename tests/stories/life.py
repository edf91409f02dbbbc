"""What stories.yaml says, as documents to serve and rivers to expect; its head explains the words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

FIRST_DAY = datetime(2026, 3, 10, tzinfo=UTC)
NOT_FEEDS = {"river", "leaves", "returns", "moves", "hides", "hides authors"}
SPECIAL = {"missing", "broken"}


@dataclass(frozen=True)
class Story:
    """One story. `days` is by number, from 1."""

    name: str
    told: str
    hears_of: int
    sites: dict[str, str]
    days: dict[int, dict[str, Any]]


@dataclass
class Seen:
    """A post on the page."""

    title: str
    feed: str
    also: set[str] = field(default_factory=set)

    def is_told_by(self, words: str) -> bool:
        """Whether this is `Title`, `Title @feed` or `Title @feed +other`."""
        title, _, where = words.partition(" @")
        feed, *also = where.split(" +")
        return self.title == title and (not where or (self.feed == feed and self.also == set(also)))

    def __str__(self) -> str:
        return " +".join([f"{self.title} @{self.feed}", *sorted(self.also)])


def stories() -> list[Story]:
    """All of them, in their order."""
    told = yaml.safe_load((Path(__file__).parent / "stories.yaml").read_text(encoding="utf-8"))
    return [
        Story(
            name=name,
            told=story["told"],
            hears_of=story["hears of"],
            sites=story.get("sites", {}),
            days={day: what for day, what in story.items() if isinstance(day, int)},
        )
        for name, story in told.items()
    ]


def noon_of(day: int) -> datetime:
    """When the planet is built on a day."""
    return FIRST_DAY + timedelta(days=day - 1, hours=12)


def document(story: str, posts: list[str] | str) -> bytes:
    """The feed with these posts, as RSS 2.0; what is no feed comes as a page."""
    if posts == "broken":
        return b"<!doctype html><title>Maintenance</title><p>Back soon."
    items = "".join(_item(story, post) for post in posts) if isinstance(posts, list) else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>T</title>'
        f"<link>https://{story}.example/</link><description>D</description>{items}</channel></rss>"
    ).encode()


def _item(story: str, line: str) -> str:
    title, *said = [part.strip() for part in line.split("|")]
    facts = dict(part.split(" ", 1) for part in said)
    slug = title.lower().replace(" ", "-")
    key = facts.get("id", f"tag:{story}/{slug}")
    address = facts.get("at", f"/{slug}")
    if address.startswith("/"):
        address = f"https://{story}.example{address}"
    text = facts.get("says") or " ".join(f"{story}{facts.get('text', slug)}{number}" for number in range(25))
    parts = [
        f"<title>{escape(title)}</title>",
        "" if key == "-" else f'<guid isPermaLink="false">{escape(key)}</guid>',
        "" if address == "-" else f"<link>{escape(address)}</link>",
        f"<pubDate>{format_datetime(_date(facts['on']))}</pubDate>" if "on" in facts else "",
        f'<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">{facts["by"]}</dc:creator>' if "by" in facts else "",
        f"<a:updated xmlns:a='http://www.w3.org/2005/Atom'>{_date(facts['changed']).isoformat()}</a:updated>"
        if "changed" in facts
        else "",
        f"<description>{escape(f'<p>{text}</p>')}</description>",
    ]
    return f"<item>{''.join(parts)}</item>"


def _date(words: str) -> datetime:
    day, _, time = words.partition(" ")
    hour, _, minute = (time or "8:00").partition(":")
    return FIRST_DAY + timedelta(days=int(day) - 1, hours=int(hour), minutes=int(minute))
