"""`planet explain`: why a post is there, or is not, and what to change. Asks nobody, changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from planet.cli.config_option import config_option
from planet.cli.dry_run import DryRun, dry_run
from planet.cli.looking import entries_named, entries_titled
from planet.cli.stories import entry_story, feed_story, feeds_named, unknown
from planet.collecting import without_collecting
from planet.config import load_settings
from planet.model.settings import Settings
from planet.model.stories import EntryStory, FeedStory, Told, Unknown
from planet.report import json_text
from planet.report.listing import told_json
from planet.report.story import choice_lines, entry_lines
from planet.report.story_json import entry_json, feed_json, unknown_json
from planet.report.unknown import feed_lines, unknown_lines
from planet.store import FILE_NAME
from planet.store.inquiry import Inquiry, look_into

EXIT_UNKNOWN = 1
_MOST_STORIES = 3
"""Beyond so many entries of one address there is a list to choose from."""

_MOST_READ = 200
"""Of how many entries that may be meant the text is read, where it was stored unread."""

Answer = tuple[EntryStory, ...] | tuple[FeedStory, ...] | tuple[Told, ...] | Unknown


@click.command("explain")
@click.argument("asked", metavar="ADDRESS|ID|TEXT")
@config_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(asked: str, config_file: Path, *, as_json: bool) -> None:
    """Tell the whole story of an entry: where it came from, what was decided, where it is or why it is not shown.

    ADDRESS is that of a post, or of a feed; ID is what a feed or `planet list` calls the entry; TEXT is a part of its
    title. Exit codes: 0 it is known, 1 it is not (what is known of its feed is told), 2 wrong usage, 3 the
    configuration is invalid.
    """
    settings = load_settings(config_file)
    with without_collecting(), look_into(settings.state_dir / FILE_NAME) as inquiry:
        found = answer(informed_run(settings, inquiry, asked.strip()), inquiry, asked.strip())
    if as_json:
        click.echo(json_text(_as_json(found)), nl=False)
    else:
        for line in _as_lines(found):
            click.echo(line)
    if isinstance(found, Unknown):
        raise click.exceptions.Exit(EXIT_UNKNOWN)


def informed_run(settings: Settings, inquiry: Inquiry | None, asked: str) -> DryRun:
    """What would be shown now, with all that is stored of the entries that may be meant."""
    run = dry_run(settings, inquiry)
    meant = [*entries_named(run, inquiry, asked), *entries_titled(run, asked)] if inquiry and asked else []
    unread = [entry.name for entry in meant[:_MOST_READ] if entry.unread]
    return dry_run(settings, inquiry, unread) if unread else run


def answer(run: DryRun, inquiry: Inquiry | None, asked: str) -> Answer:
    """The stories of what is meant, entries to choose from, or what can be said of what is not known."""
    if inquiry is None:
        return unknown(run, None, asked)
    found = entries_named(run, inquiry, asked)
    if not found and (feeds := feeds_named(run, asked)):
        return tuple(feed_story(run, inquiry, feed) for feed in feeds)
    if not found and asked and "://" not in asked:
        titled = entries_titled(run, asked)
        if len(titled) > 1:
            return tuple(run.told(entry.name) for entry in titled)
        found = titled
    if not found:
        return unknown(run, inquiry, asked)
    if len(found) > _MOST_STORIES:
        return tuple(run.told(entry.name) for entry in found)
    return tuple(entry_story(run, inquiry, entry) for entry in found)


def _as_lines(found: Answer) -> Iterable[str]:
    if isinstance(found, Unknown):
        yield from unknown_lines(found)
        return
    yield from choice_lines([one for one in found if isinstance(one, Told)])
    for number, one in enumerate(found):
        if number and not isinstance(one, Told):
            yield ""
        if isinstance(one, EntryStory):
            yield from entry_lines(one)
        elif isinstance(one, FeedStory):
            yield from feed_lines(one)


def _as_json(found: Answer) -> dict[str, object]:
    if isinstance(found, Unknown):
        return {"known": False, **unknown_json(found)}
    return {
        "known": True,
        "entries": [entry_json(one) for one in found if isinstance(one, EntryStory)],
        "choices": [told_json(one) for one in found if isinstance(one, Told)],
        "feeds": [feed_json(one) for one in found if isinstance(one, FeedStory)],
    }
