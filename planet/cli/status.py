"""`planet status`: how the feeds have been doing, as far as is on record. Asks nobody, changes nothing."""

from __future__ import annotations

from pathlib import Path

import click

from planet.clean import clean_feed
from planet.cli.chosen import listed_feeds
from planet.cli.config_option import config_option
from planet.config import load_settings
from planet.model.site import FeedReport
from planet.report import feed_report, json_text
from planet.report.status import status_json, status_lines
from planet.store import FILE_NAME
from planet.store.snapshot import look_at


@click.command("status")
@click.argument("words", nargs=-1, metavar="[FEED]...")
@config_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(words: tuple[str, ...], config_file: Path, *, as_json: bool) -> None:
    """Tell how the feeds have been doing: state, problem, what to do, last and next request.

    FEED is a part of a feed's address or name; without one all feeds are told.
    """
    feeds = known_feeds(words, config_file)
    if as_json:
        click.echo(json_text(status_json(feeds)), nl=False)
        return
    for line in status_lines(feeds):
        click.echo(line)


def known_feeds(words: tuple[str, ...], config_file: Path) -> tuple[FeedReport, ...]:
    """What is on record of the feeds that the words mean."""
    settings = load_settings(config_file)
    feeds = listed_feeds(settings, words)
    known = look_at(settings.state_dir / FILE_NAME, [feed.url for feed in feeds])
    return tuple(
        feed_report(
            url=feed.url,
            name=clean_feed(known.feeds.get(feed.url), feed).title,
            health=known.health[feed.url],
            stored=known.counts.get(feed.url, 0),
            outcome=None,
            new=0,
        )
        for feed in feeds
    )
