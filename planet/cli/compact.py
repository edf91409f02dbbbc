"""`planet compact`: make the state file as small as what it holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planet.build import clean_frames, clean_keys
from planet.cli.moment import Moment, moment_of_run
from planet.cli.waiting import when_others_are_done
from planet.compose import compose_river
from planet.config import load_settings
from planet.model.settings import Settings
from planet.report.plain import plain
from planet.report.record import in_bytes
from planet.store import FILE_NAME, Compacted, open_store


@click.command("compact")
@click.option(
    "-c",
    "--config",
    "config_file",
    default="config.yaml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The configuration.",
)
@click.option("--wait", is_flag=True, help="Wait while a build is running, instead of leaving with 1.")
@click.option("--now", type=Moment(), help="As for planet build.")
def command(config_file: Path, *, wait: bool, now: datetime | None) -> None:
    """Make the state file as small as what it holds.

    No entry goes: only clean copies that no page shows, and the room that deleted things left. The site is not touched.
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
    """Keep every entry, and clean forms of what is shown by these settings only. Raises StoreError."""
    urls = [feed.url for feed in settings.feeds]
    with open_store(settings.state_dir, now) as store:
        river = compose_river(store.entries(urls), settings.river, settings.hide, settings.site)
        shown = clean_keys(river, clean_frames(store.feeds(urls), settings))
        return store.compact(tuple(shown.values()))
