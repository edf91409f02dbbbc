"""Feeds of any size for the benchmarks: the same words for the same numbers, so that runs can be compared."""

from __future__ import annotations

import random
from html import escape
from pathlib import Path

TEXT = "the river of feeds carries what people write about code and “quoted” naïve данные 日本"
PARAGRAPH = 60


def feed(name: str, entries: range, size_kb: float) -> bytes:
    """An Atom feed with these entries, the newest first, each with about `size_kb` of HTML."""
    posts = "".join(_entry(name, number, size_kb) for number in reversed(entries))
    about = f"<title>Blog {name}</title><id>urn:x-bench:{name}</id><updated>2026-01-01T00:00:00Z</updated>"
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{about}{posts}</feed>'.encode()


def planet(folder: Path, names: range, entries: range, size_kb: float) -> Path:
    """A configuration in `folder` with feeds that are files; written again, it changes only what differs."""
    for name in names:
        (folder / f"{name}.xml").write_bytes(feed(str(name), entries, size_kb))
    config = folder / "config.yaml"
    feeds = "".join(f"  - {{url: ./{name}.xml, name: Blog {name}}}\n" for name in names)
    config.write_text(f"title: Bench\nurl: https://planet.example/\nfeeds:\n{feeds}")
    return config


def _entry(name: str, number: int, size_kb: float) -> str:
    chance = random.Random(f"{name} {number}")  # noqa: S311 - the same words every time
    html = ""
    while len(html) < size_kb * 1000:
        text = " ".join(chance.choices(TEXT.split(), k=PARAGRAPH))
        html += f'<p>{text} <a href="https://blog.example/{number}?a=1&amp;b=2">link</a> <em>{number}</em>.</p>\n'
    day = f"20{10 + number // 336 % 16}-{1 + number // 28 % 12:02}-{1 + number % 28:02}T10:00:00Z"
    return (
        f"<entry><title>Post {number} of {name}</title><id>urn:x-bench:{name}:{number}</id><updated>{day}</updated>"
        f'<link href="https://{name}.blog.example/{number}"/><content type="html">{escape(html)}</content></entry>\n'
    )
