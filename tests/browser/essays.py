"""A feed of long essays, twenty to a page: footnotes, formulas, tables, code, spoilers, nested lists, an episode."""

from __future__ import annotations

from html import escape
from pathlib import Path

_WRITTEN = [path.read_text("utf-8") for path in sorted(Path(__file__).with_name("essays").glob("*.html"))]
ESSAYS = [*_WRITTEN[:-1], _WRITTEN[-1].replace("<h3>", f"{'<p>И снова о том же.</p>' * 300}<h3>")]
SITE = "https://essays.example"
TITLES = ("Как считать облака", "Сколько их в среднем", "Тетрадь за неделю", "Загадка трёх облаков", "О терпении")
EPISODE = (
    '<enclosure url="https://essays.example/1.mp3" length="24986239" type="audio/mpeg"/>'
    "<itunes:duration>1:02:03</itunes:duration>"
)
MEDIA = (
    '<media:group><media:content url="https://essays.example/2.mp4" type="video/mp4" fileSize="1048576" duration="95"/>'
    "</media:group>"
)
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Облака над заливом</title>'
    f"<link>{SITE}/</link><description>Тетрадь</description><language>ru</language>"
)


def feed(count: int = 20) -> bytes:
    """The feed as RSS; the first essay has an episode, the second a film."""
    items = "".join(_item(number) for number in range(count))
    return f"{HEAD}{items}</channel></rss>".encode()


def raw_page() -> str:
    """The essays as they came, one below the other, as a browser without our work would show them."""
    return '<!doctype html><html lang="ru"><meta charset="utf-8"><body>' + "<hr>".join(ESSAYS)


def _item(number: int) -> str:
    essay, part = number % len(ESSAYS), number // len(ESSAYS)
    title = TITLES[essay] + (f", часть {part + 1}" if part else "")
    address = f"{SITE}/oblaka" if number == 0 else f"{SITE}/{number}"
    more = {0: EPISODE, 1: MEDIA}.get(number, "")
    return (
        f"<item><title>{escape(title)}</title><link>{address}</link><guid>{address}</guid>"
        f"<pubDate>Mon, 23 Nov 2026 {11 - number // 2:02}:{59 - 29 * (number % 2):02}:00 +0000</pubDate>"
        f"<description>{escape(ESSAYS[essay])}</description>{more}</item>"
    )
