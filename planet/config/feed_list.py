"""The list of feeds: each once, each with an address that can be asked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from planet.config.addresses import FeedAddress, feed_address
from planet.config.checks import (
    read_language,
    read_scalar,
    read_text,
    read_texts,
    read_web_address,
    read_whole,
    read_yes_no,
)
from planet.config.choices import read_selectors, read_shown
from planet.config.filters import read_filter, read_links, read_prefixes
from planet.config.secrets import Environment, read_own_headers
from planet.config.sections import Section, Value
from planet.config.web_addresses import Wrong
from planet.config.yaml_nodes import Scalar, Sequence
from planet.model.filters import Clause
from planet.model.settings import FeedConfig
from planet.values import dataclass

_ADD_ONE = 'add a line like "  - https://example.org/feed.xml"'


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """The feeds in the order written, and sentences on what was passed over."""

    feeds: tuple[FeedConfig, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """One item of the list. `value` is where its address was written."""

    value: Value
    feed: FeedConfig
    doubt: str | None


def read_feeds(value: Value, folder: Path, environment: Environment) -> FeedList:
    """Every feed of the list.

    `folder` (absolute, without links) is where paths start; `environment` has the values of `${NAME}`.
    """
    if isinstance(value.node, Sequence) and not value.node.items:
        value.wrong("there is no feed", _ADD_ONE)
    listed = [item for item in (_read_feed(item, folder, environment) for item in value.items()) if item]
    return _once(listed)


def _read_feed(item: Value, folder: Path, environment: Environment) -> _Listed | None:
    if isinstance(item.node, Scalar):
        address = _read_address(item, folder)
        if address is None:
            return None
        clauses = {"url": _clause(item)}
        return _listed(item, address, FeedConfig(url=address.url, file=address.file, clauses=clauses))
    if isinstance(item.node, Sequence):
        item.unwanted("an address or a mapping (url: …)")
        return None
    section = Section(item)
    written = section.need("url", 'write "url: https://example.org/feed.xml"')
    address = _read_address(written, folder) if written else None
    default = FeedConfig(url=address.url if address else "")
    feed = FeedConfig(
        url=default.url,
        file=address.file if address else None,
        name=section.read("name", read_text, default.name),
        site=section.read("site", read_web_address, default.site),
        tags=section.read("tags", read_texts, default.tags),
        language=section.read("language", read_language, default.language),
        headers=read_own_headers(section, environment),
        content=section.read("content", read_shown, default.content),
        images=section.read("images", read_yes_no, default.images),
        remove=section.read("remove", read_selectors, default.remove),
        tidy=section.read("tidy", read_yes_no, default.tidy),
        filter=section.read("filter", read_filter, default.filter),
        max_entries=section.read("max_entries", read_whole, default.max_entries),
        title_prefix=section.read("title_prefix", read_prefixes, default.title_prefix),
        links=section.read("links", read_links, default.links),
        clauses=_clauses(section, written),
    )
    return _listed(written, address, feed) if written and address else None


def _clauses(section: Section, url: Value | None) -> dict[str, Clause]:
    """Where the rules for a feed were written, and its address."""
    written = {name: section.get(name) for name in ("content", "images", "remove", "tidy", "max_entries")}
    return {name: _clause(value) for name, value in {**written, "url": url}.items() if value}


def _clause(value: Value) -> Clause:
    text = value.node.text if isinstance(value.node, Scalar) else ""
    return Clause(path=value.path, text=text, place=value.place)


def _listed(value: Value, address: FeedAddress, feed: FeedConfig) -> _Listed:
    return _Listed(value=value, feed=feed, doubt=address.doubt)


def _read_address(value: Value, folder: Path) -> FeedAddress | None:
    scalar = read_scalar(value, "a feed's address")
    if scalar is None:
        return None
    address = feed_address(scalar.text, folder)
    if isinstance(address, Wrong):
        value.wrong(address.text, address.hint)
        return None
    return address


def _once(listed: Iterable[_Listed]) -> FeedList:
    """The feeds without those that are there already, with a sentence on each that is left out or doubtful."""
    first: dict[str, _Listed] = {}
    warnings: list[str] = []
    for item in listed:
        twin = first.setdefault(_twin_name(item.feed), item)
        if twin is not item:
            line = twin.value.place.line
            warnings.append(
                f"{item.value.place}: {item.value.path}: this feed is already on line {line}; it is read once"
            )
        elif item.doubt:
            warnings.append(f"{item.value.place}: {item.value.path}: {item.doubt}")
    return FeedList(feeds=tuple(item.feed for item in first.values()), warnings=tuple(warnings))


def _twin_name(feed: FeedConfig) -> str:
    """The same for addresses that differ only in http or https, the usual port, or a slash at the end."""
    if feed.file:
        return str(feed.file)
    scheme, _, rest = feed.url.partition("://")
    address, question, query = rest.partition("?")
    host, slash, path = address.partition("/")
    host = host.removesuffix(":443" if scheme == "https" else ":80")
    return f"{host}{(slash + path).rstrip('/')}{question}{query}"
