"""`planet compact`: make the state file as small as what it holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planet.cli.config_option import config_option
from planet.cli.moment import Moment, moment_of_run
from planet.cli.waiting import when_others_are_done
from planet.config import load_settings
from planet.edition import clean_frames, clean_keys, compose_stored, with_left_feeds
from planet.model.settings import Settings
from planet.report.plain import plain
from planet.report.record import in_bytes
from planet.store import FILE_NAME, open_store
from planet.store.compaction import Compacted


@click.command("compact")
@config_option
@click.option("--wait", is_flag=True, help="Wait while a build is running, instead of leaving with 1.")
@click.option("--now", type=Moment(), help="As for planet build.")
def command(config_file: Path, *, wait: bool, now: datetime | None) -> None:
    """Make the state file as small as what it holds.

    What goes: the text of entries that `keep` says to forget, clean copies that no page shows, and the room that
    deleted things left. The site is not touched.
    """
    settings = load_settings(config_file)
    path = settings.state_dir / FILE_NAME
    if not path.exists():
        click.echo(f"{plain(str(path))}: nothing is stored yet")
        return

    def work() -> Compacted:
        return compact(settings, moment_of_run(now))

    done = when_others_are_done(work, settings.state_dir) if wait else work()
    click.echo(f"{plain(str(path))}: {in_bytes(done.before_bytes)} before, {in_bytes(done.after_bytes)} now")


def compact(settings: Settings, now: datetime) -> Compacted:
    """Keep what the settings say, and clean forms of what is shown by them only. Raises StoreError."""
    with open_store(settings.state_dir, now) as store:
        settings = with_left_feeds(settings, store)
        _, river = compose_stored(settings, store, store.trusted_now(now))
        frames = clean_frames(store.feeds([feed.url for feed in settings.feeds]), settings)
        return store.compact(tuple(clean_keys(river, frames).values()))
