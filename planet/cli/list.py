"""`planet list`: which entries are stored, where each is, and why some are not shown. Asks nobody, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from planet.cli.chosen import listed_feeds
from planet.cli.config_option import config_option
from planet.cli.dry_run import DryRun, dry_run
from planet.cli.moment import Moment
from planet.collecting import without_collecting
from planet.config import load_settings
from planet.model.stories import Told
from planet.report import json_text
from planet.report.listing import list_json, list_lines
from planet.store import FILE_NAME
from planet.store.inquiry import look_into
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which entries somebody asks for; what is None asks for nothing."""

    feed: tuple[str, ...] = ()
    tag: str | None = None
    author: str | None = None
    language: str | None = None
    since: datetime | None = None
    hidden: bool = False


@click.command("list")
@config_option
@click.option("--feed", multiple=True, help="Only of feeds with this in their address or name; may be repeated.")
@click.option("--tag", help="Only with this tag: a category of the entry, or a tag of its feed.")
@click.option("--author", help="Only of authors with this in their name.")
@click.option("--language", help="Only in this language: pt finds pt-BR too.")
@click.option("--since", type=Moment(), help="Only from this day or time on (ISO 8601).")
@click.option("--hidden", is_flag=True, help="Only what is not shown.")
@click.option("--why", is_flag=True, help="Say of each where it is, or why it is not shown.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, always with the reasons.")
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    config_file: Path,
    feed: tuple[str, ...],
    tag: str | None,
    author: str | None,
    language: str | None,
    since: datetime | None,
    hidden: bool,
    why: bool,
    as_json: bool,
) -> None:
    """List what is stored, newest first, as the configuration is now: a change of a filter can be tried before a build.

    Asks no server and changes nothing. Exit codes: 0, also when nothing matches, 1 the state file cannot be read, 2
    wrong usage, 3 the configuration is invalid.
    """
    query = Query(feed=feed, tag=tag, author=author, language=language, since=since, hidden=hidden)
    settings = load_settings(config_file)
    with without_collecting(), look_into(settings.state_dir / FILE_NAME) as inquiry:
        run = dry_run(settings, inquiry, None if as_json or tag or author or language else ())
        found = newest_first(matching(run, query))
    if as_json:
        click.echo(json_text(list_json(found)), nl=False)
        return
    for line in list_lines(found, len(run.entries), why=why):
        click.echo(line)


def newest_first(found: Iterable[Told]) -> list[Told]:
    """The entries by the date that they are shown with, told apart by feed and key."""
    ordered = sorted(found, key=lambda told: (told.entry.feed_url, told.entry.key))
    ordered.sort(key=lambda told: told.where.shown_at if told.where else told.entry.placed_at, reverse=True)
    return ordered


def matching(run: DryRun, query: Query) -> Iterator[Told]:
    """Every entry that the query asks for. Raises click.BadParameter for a feed that is not in the configuration."""
    feeds = {feed.url for feed in listed_feeds(run.settings, query.feed)}
    for name, entry in run.entries.items():
        told = run.told(name)
        if entry.feed_url in feeds and _fits(told, query, run.configs[entry.feed_url].tags):
            yield told


def _fits(told: Told, query: Query, feed_tags: tuple[str, ...]) -> bool:
    entry = told.entry
    shown_at = told.where.shown_at if told.where else entry.placed_at
    language = (entry.language or "").casefold()
    asked = (query.language or "").casefold()
    return (
        (query.tag is None or query.tag.casefold() in {tag.casefold() for tag in (*entry.categories, *feed_tags)})
        and (query.author is None or any(query.author.casefold() in one.casefold() for one in entry.authors))
        and (not asked or language == asked or language.startswith(f"{asked}-"))
        and (query.since is None or shown_at >= query.since)
        and (not query.hidden or told.where is None)
    )
