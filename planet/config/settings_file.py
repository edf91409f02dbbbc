"""From the text of config.yaml to `Settings`: read the file, read its nodes, check every value, say all that is wrong.

A new key is a row in `keys.py`, a field in `model/settings.py`, and one line here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from planet.config.checks import (
    read_duration,
    read_email,
    read_identity,
    read_language,
    read_markdown,
    read_size,
    read_text,
    read_theme,
    read_web_address,
    read_whole,
    read_yes_no,
    read_zone,
)
from planet.config.choices import read_backlog, read_order
from planet.config.feed_list import FeedList, read_feeds
from planet.config.filters import read_filter, read_tag_rules
from planet.config.folders import output_problem, read_folder
from planet.config.keys import ROOT
from planet.config.pages import read_pages
from planet.config.problems import Problems
from planet.config.sections import Section, Value
from planet.config.text_files import read_text_file
from planet.config.wording import quoted
from planet.config.yaml_nodes import Mapping as MappingNode
from planet.config.yaml_nodes import Scalar, compose
from planet.errors import Place
from planet.model.atom import Person
from planet.model.filters import Clause, Filter
from planet.model.settings import (
    FetchPolicy,
    HideRules,
    KeepRules,
    RiverSettings,
    Settings,
    SiteSettings,
    StateSettings,
)

_SMALLEST = 'write at least "title: My Planet", and "feeds:" with one address after "- " on each line'
_OTHER_OUTPUT = "write the site into a folder of its own, such as: output"


def load_settings(config_file: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """What the file says, every default filled in and every value checked.

    `config_file` appears in messages as it is given. `environment` takes the place of the process' own. Raises
    ConfigError with everything that is wrong with it and with the pages in `pages/` beside it.
    """
    problems = Problems()
    section = _read_root(config_file, problems)
    settings = _read_settings(section, config_file, problems, os.environ if environment is None else environment)
    problems.stop_if_any()
    return settings


def _read_root(config_file: Path, problems: Problems) -> Section:
    """The keys of the file. Raises ConfigError when there is nothing to check."""
    text = read_text_file(config_file, problems)
    if text is None:
        problems.stop()
    node = compose(text, str(config_file), problems)
    if node is None:
        problems.add("the file is empty", Place(file=str(config_file)), _SMALLEST)
        problems.stop()
    root = Value(node=node, key=ROOT, path="", file=str(config_file), problems=problems)
    if not isinstance(node, MappingNode):
        root.unwanted("a mapping", _SMALLEST)
        problems.stop()
    return Section(root)


def _read_settings(section: Section, config_file: Path, problems: Problems, environment: Mapping[str, str]) -> Settings:
    folder = config_file.absolute().parent.resolve()
    site = _read_site(section)
    listed = _read_feed_list(section, folder, environment)
    state = section.get("state")
    memory = Section(state) if state else None
    state_dir, output_dir = _read_folders(section, memory, folder, config_file, problems)
    return Settings(
        config_file=config_file,
        folder=folder,
        site=site,
        feeds=listed.feeds,
        output_dir=output_dir,
        state_dir=state_dir,
        theme=section.read("theme", read_theme, "default"),
        river=section.read("river", _read_river, RiverSettings()),
        fetch=section.read("fetch", _read_fetch, FetchPolicy()),
        hide=section.read("hide", _read_hide, HideRules()),
        filter=section.read("filter", read_filter, Filter()),
        tags=section.read("tags", read_tag_rules, ()),
        keep=section.read("keep", _read_keep, KeepRules()),
        state=_read_state(memory),
        pages=read_pages(config_file.parent / "pages", problems),
        warnings=(*_missing_url(section, site, config_file), *listed.warnings),
    )


def _read_site(section: Section) -> SiteSettings:
    title = section.need("title", 'write a line like "title: My Planet"')
    return SiteSettings(
        title=(read_text(title) if title else None) or "",
        url=section.read("url", _read_site_url, None),
        description=section.read("description", read_markdown, ""),
        language=section.read("language", read_language, "en"),
        timezone=section.read("timezone", read_zone, "UTC"),
        author=section.read("author", _read_author, None),
        feed_entries=section.read("feed", _read_feed_entries, SiteSettings(title="").feed_entries),
    )


def _read_site_url(value: Value) -> str | None:
    address = read_web_address(value)
    if address and "?" in address:
        value.wrong("the site's address has a query", "leave out what follows the question mark")
        return None
    return address if address is None or address.endswith("/") else f"{address}/"


def _missing_url(section: Section, site: SiteSettings, config_file: Path) -> tuple[str, ...]:
    if site.url or section.get("url"):
        return ()
    what = "the merged feed cannot name its own address"
    return (f'{config_file}: without "url" {what}; add a line like "url: https://example.org/planet/"',)


def _read_feed_list(section: Section, folder: Path, environment: Mapping[str, str]) -> FeedList:
    value = section.need("feeds", 'write "feeds:", and below it one address after "- " on each line')
    return read_feeds(value, folder, environment) if value else FeedList()


def _read_author(value: Value) -> Person | None:
    if isinstance(value.node, Scalar):
        value.unwanted("a mapping", "write it as {name: …}")
        return None
    section = Section(value)
    name = section.need("name", "write the name of a person or group")
    return Person(
        name=(read_text(name) if name else None) or "",
        uri=section.read("url", read_web_address, None),
        email=section.read("email", read_email, None),
    )


def _read_feed_entries(value: Value) -> int | None:
    return Section(value).read("entries", read_whole, None)


def _read_river(value: Value) -> RiverSettings:
    section, default = Section(value), RiverSettings()
    return RiverSettings(
        per_page=section.read("per_page", read_whole, default.per_page),
        max_per_feed=section.read("max_per_feed", read_whole, default.max_per_feed),
        order=section.read("order", read_order, default.order),
        backlog=section.read("backlog", read_backlog, default.backlog),
    )


def _read_keep(value: Value) -> KeepRules:
    section, default = Section(value), KeepRules()
    return KeepRules(
        days=section.read("days", read_whole, default.days),
        per_feed=section.read("per_feed", read_whole, default.per_feed),
        removed=section.read("removed", read_yes_no, default.removed),
    )


def _read_fetch(value: Value) -> FetchPolicy:
    section, default = Section(value), FetchPolicy()
    return FetchPolicy(
        concurrency=section.read("concurrency", read_whole, default.concurrency),
        timeout=section.read("timeout", read_duration, default.timeout),
        connect_timeout=section.read("connect_timeout", read_duration, default.connect_timeout),
        idle_timeout=section.read("idle_timeout", read_duration, default.idle_timeout),
        max_bytes=section.read("max_bytes", read_size, default.max_bytes),
        max_ratio=section.read("max_ratio", read_whole, default.max_ratio),
        max_redirects=section.read("max_redirects", read_whole, default.max_redirects),
        max_entries=section.read("max_entries", read_whole, default.max_entries),
        min_interval=section.read("min_interval", read_duration, default.min_interval),
        deadline=section.read("deadline", read_duration, default.deadline),
        parse_timeout=section.read("parse_timeout", read_duration, default.parse_timeout),
        parse_memory=section.read("parse_memory", read_size, default.parse_memory),
        allow_private_addresses=section.read("allow_private_addresses", read_yes_no, default.allow_private_addresses),
        trust_env=section.read("trust_env", read_yes_no, default.trust_env),
    )


def _read_hide(value: Value) -> HideRules:
    entries: dict[str, Clause] = {}
    authors: dict[str, Clause] = {}
    for item in value.items():
        if isinstance(item.node, MappingNode):
            written = Section(item).need("author", "write {author: NAME}")
            name = read_text(written) if written else None
            if written and name:
                authors[name] = Clause(path=written.path, text=name, place=written.place)
        elif entry := read_identity(item):
            entries[entry] = Clause(path=item.path, text=entry, place=item.place)
    return HideRules(entries=frozenset(entries), authors=frozenset(authors), clauses={**authors, **entries})


def _read_state(memory: Section | None) -> StateSettings:
    default = StateSettings()
    if memory is None:
        return default
    return StateSettings(
        publish=memory.read("publish", read_yes_no, default.publish),
        max_bytes=memory.read("max_bytes", read_size, default.max_bytes),
    )


def _read_folders(
    section: Section, memory: Section | None, folder: Path, config_file: Path, problems: Problems
) -> tuple[Path, Path]:
    """Where the state is kept, and where the site is written."""
    read = partial(read_folder, folder=folder)
    state_dir = memory.read("path", read, folder / ".planet") if memory else folder / ".planet"
    output_dir = section.read("output", read, folder / "output")
    if problem := output_problem(output_dir, config_file, state_dir):
        value = section.get("output") or section.get("state")
        place = value.place if value else Place(file=str(config_file))
        problems.add(f"output: {quoted(_short(output_dir, folder))} {problem}", place, _OTHER_OUTPUT)
    return state_dir, output_dir


def _short(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
