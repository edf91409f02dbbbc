"""`planet restore`: bring a lost memory back, from the copy beside the pages or from an archive of a feed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planet.backup.sources import sources_of
from planet.backup.wholesale import restore
from planet.cli.config_option import config_option
from planet.cli.moment import Moment, moment_of_run
from planet.config import load_settings
from planet.report.plain import plain


@click.command("restore")
@click.argument("place", metavar="URL|FOLDER|FILE")
@config_option
@click.option("--force", is_flag=True, help="Set a memory that is not empty aside (it is kept under another name).")
@click.option("--now", type=Moment(), help="Restore as if it were this time (ISO 8601; also SOURCE_DATE_EPOCH).")
def command(place: str, config_file: Path, now: datetime | None, *, force: bool) -> None:
    """Bring a lost memory back from what is published.

    The place is the address of a planet, a folder with its pages, or a file: with planet-state.jsonl.gz in it all comes
    back that the pages show; a merged feed or an archive of one (RFC 5005) gives the entries that it holds. Exit codes:
    0 restored, 1 not restored and nothing changed, 2 wrong usage, 3 the configuration is invalid.
    """
    settings = load_settings(config_file)
    for line in restore(sources_of(place, Path.cwd()), settings, moment_of_run(now), force=force):
        click.echo(plain(line, 600))
    click.echo('next: run "planet build"')
