"""Feeds in three formats with an attack in every field, and a planet built of them by the real pipeline.

An entry is known by its marker, a word that no attack has. Four shapes of entry put one attack each into: the content,
the summary, a plain text, and every other field at once (the content is then harmless and holds the marker). The last
is the one entry of a feed of its own whose every field is the attack as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from planet.build import build_planet
from planet.model.settings import FeedConfig, FetchPolicy, RiverSettings, Settings, SiteSettings
from planet.model.site import BuildRequest

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
FORMATS = ("atom", "rss", "json")
SHAPES = ("content", "summary", "text", "fields")
WRITTEN = "2026-11-20T10:00:00Z"
PER_PAGE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One payload, in one shape of entry, in one format."""

    number: int
    payload: str
    shape: str
    format: str

    @property
    def marker(self) -> str:
        """A word that the entry shows whatever becomes of the payload."""
        return f"Mark{self.number}{self.shape}{self.format}kraM"


class Silence:
    """What touches the world, in a test: nothing."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Hear and forget."""

    def elapsed_s(self) -> float:
        """No time at all."""
        return 0.0


def every_attack(payloads: Sequence[str]) -> list[Attack]:
    """Each payload in each shape in each format. RSS has no plain text for a post."""
    return [
        Attack(number=number, payload=payload, shape=shape, format=form)
        for number, payload in enumerate(payloads)
        for shape in SHAPES
        for form in FORMATS
        if (shape, form) != ("text", "rss")
    ]


def rotating_attacks(payloads: Sequence[str]) -> list[Attack]:
    """Each payload in each shape, in one format each: another one for the next payload and for the next shape."""
    turns = {shape: [form for form in FORMATS if (shape, form) != ("text", "rss")] for shape in SHAPES}
    return [
        attack
        for attack in every_attack(payloads)
        if attack.format == turns[attack.shape][(attack.number + SHAPES.index(attack.shape)) % len(turns[attack.shape])]
    ]


def build_site(folder: Path, attacks: Iterable[Attack]) -> Path:
    """Write the feeds, build a planet of them, and give its output folder."""
    documents = _documents(list(attacks))
    feeds = []
    for name, data in documents.items():
        path = folder / "feeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        feeds.append(FeedConfig(url=f"./feeds/{name}", file=path))
    settings = Settings(
        config_file=folder / "config.yaml",
        folder=folder,
        site=SiteSettings(title="Planet Siege", url="https://planet.example/", feed_entries=100_000),
        feeds=tuple(feeds),
        output_dir=folder / "output",
        state_dir=folder / "state",
        theme="default",
        river=RiverSettings(per_page=PER_PAGE, max_per_feed=PER_PAGE),
        fetch=FetchPolicy(max_entries=100_000, max_bytes=2**30),
    )
    report = build_planet(settings, BuildRequest(now=NOON), Silence())
    assert report.outcome == "built"
    assert [feed.problem for feed in report.feeds if feed.problem] == []
    return settings.output_dir


def _documents(attacks: list[Attack]) -> dict[str, bytes]:
    """File name → feed. What is about one payload's other fields is a feed of its own, the rest stands together."""
    write = {"atom": _atom, "rss": _rss, "json": _json}
    found: dict[str, bytes] = {}
    for form in FORMATS:
        of_form = [attack for attack in attacks if attack.format == form]
        for shape in SHAPES:
            of_shape = [attack for attack in of_form if attack.shape == shape]
            if shape == "fields":
                for attack in of_shape:
                    found[f"{attack.marker}.{form}"] = write[form]([attack], attack.payload)
            elif of_shape:
                found[f"{shape}.{form}"] = write[form](of_shape, "A blog")
    return found


def _x(text: str) -> str:
    """Escaped for XML, with one form for both quotes; characters that XML forbids stay, as in the worst of feeds."""
    return escape(text)


def _bytes(document: str) -> bytes:
    return document.encode("utf-8", "replace")


# --- Atom -------------------------------------------------------------------------------------------------------------


def _atom(attacks: list[Attack], feed: str) -> bytes:
    head = (
        f"<title>{_x(feed)}</title><subtitle type='html'>{_x(feed)}</subtitle><id>{_x(feed)}</id>"
        f"<link href='{_x(feed)}'/><link rel='self' href='{_x(feed)}'/><logo>{_x(feed)}</logo><icon>{_x(feed)}</icon>"
        f"<generator uri='{_x(feed)}' version='{_x(feed)}'>{_x(feed)}</generator><rights>{_x(feed)}</rights>"
        f"<author><name>{_x(feed)}</name><uri>{_x(feed)}</uri><email>{_x(feed)}</email></author>"
    )
    entries = "".join(map(_atom_entry, attacks))
    return _bytes(
        "<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>"
        f"{head}<updated>{WRITTEN}</updated>{entries}</feed>"
    )


def _atom_entry(attack: Attack) -> str:
    own, bad = attack.marker, _x(attack.payload)
    match attack.shape:
        case "content":
            body = f"<id>tag:x,2026:{own}</id><title>{own}</title><content type='html'>{bad}</content>"
        case "summary":
            body = f"<id>tag:x,2026:{own}</id><title>{own}</title><summary type='html'>{bad}</summary>"
        case "text":
            body = f"<id>tag:x,2026:{own}</id><title>{own}</title><content type='text'>{bad}</content>"
        case _:
            body = (
                f"<id>{bad}</id><title type='html'>{bad}</title><content type='html'>{own}</content>"
                f"<category term='{own}'/><category term='{bad}' label='{bad}' scheme='{bad}'/>"
                f"<author><name>{bad}</name><uri>{bad}</uri><email>{bad}</email></author>"
                f"<link href='{bad}' type='{bad}' hreflang='{bad}' title='{bad}'/>"
                f"<link rel='enclosure' href='{bad}' type='audio/mpeg' title='{bad}'/>"
                f"<link rel='enclosure' href='https://x.example/{attack.number}.mp3' type='{bad}' length='{bad}'/>"
                f"<rights type='html'>{bad}</rights>"
                f"<source><id>{bad}</id><title>{bad}</title><link href='{bad}'/></source>"
            )
    return f"<entry>{body}<updated>{WRITTEN}</updated></entry>"


# --- RSS --------------------------------------------------------------------------------------------------------------


def _rss(attacks: list[Attack], feed: str) -> bytes:
    head = (
        f"<title>{_x(feed)}</title><description>{_x(feed)}</description><link>{_x(feed)}</link>"
        f"<generator>{_x(feed)}</generator><language>{_x(feed)}</language><managingEditor>{_x(feed)}</managingEditor>"
        f"<image><url>{_x(feed)}</url><title>{_x(feed)}</title><link>{_x(feed)}</link></image>"
        f"<copyright>{_x(feed)}</copyright><itunes:image href='{_x(feed)}'/>"
    )
    entries = "".join(map(_rss_item, attacks))
    return _bytes(
        "<?xml version='1.0' encoding='utf-8'?>\n<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/' "
        f"xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>{head}{entries}</channel></rss>"
    )


def _rss_item(attack: Attack) -> str:
    own, bad = attack.marker, _x(attack.payload)
    match attack.shape:
        case "content":
            body = f"<guid>{own}</guid><title>{own}</title><content:encoded>{bad}</content:encoded>"
        case "summary":
            body = f"<guid>{own}</guid><title>{own}</title><description>{bad}</description>"
        case _:
            body = (
                f"<guid>{bad}</guid><title>{bad}</title><content:encoded>{own}</content:encoded>"
                f"<category>{own}</category><category domain='{bad}'>{bad}</category>"
                f"<author>{bad}</author><dc:creator>{bad}</dc:creator><link>{bad}</link><comments>{bad}</comments>"
                f"<enclosure url='{bad}' type='video/mp4' length='{bad}'/>"
                f"<enclosure url='https://x.example/{attack.number}.mp3' type='{bad}' length='1'/>"
                f"<media:content url='{bad}' type='image/png' medium='{bad}'/><media:thumbnail url='{bad}'/>"
                f"<source url='{bad}'>{bad}</source><dc:rights>{bad}</dc:rights><dc:language>{bad}</dc:language>"
            )
    return f"<item>{body}<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>"


# --- JSON Feed --------------------------------------------------------------------------------------------------------


def _json(attacks: list[Attack], feed: str) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed,
        "description": feed,
        "home_page_url": feed,
        "feed_url": feed,
        "icon": feed,
        "favicon": feed,
        "language": feed,
        "user_comment": feed,
        "authors": [{"name": feed, "url": feed, "avatar": feed}],
        "items": [_json_item(attack) for attack in attacks],
    }
    return json.dumps(document).encode()


def _json_item(attack: Attack) -> dict[str, object]:
    own, bad = attack.marker, attack.payload
    item: dict[str, object] = {"id": own, "title": own, "date_published": WRITTEN}
    match attack.shape:
        case "content":
            return {**item, "content_html": bad}
        case "summary":
            return {**item, "summary": bad}
        case "text":
            return {**item, "content_text": bad}
        case _:
            attachments = [
                {"url": bad, "mime_type": "audio/mpeg", "title": bad},
                {"url": f"https://x.example/{attack.number}.mp3", "mime_type": bad, "title": bad},
            ]
            return {
                **item,
                "id": bad,
                "title": bad,
                "content_html": own,
                "url": bad,
                "external_url": bad,
                "image": bad,
                "banner_image": bad,
                "language": bad,
                "tags": [own, bad],
                "authors": [{"name": bad, "url": bad, "avatar": bad}],
                "attachments": attachments,
            }
