"""`planet check`: ask feeds now, change nothing, show what comes and what of it would be shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from planet.cli.chosen import any_feeds
from planet.cli.config_option import config_option
from planet.cli.inspector import inspect
from planet.cli.moment import Moment, moment_of_run
from planet.config import load_settings
from planet.report import json_text
from planet.report.inspection import inspection_json, inspection_lines

EXIT_PROBLEM = 1


@click.command("check")
@click.argument("words", nargs=-1, metavar="[FEED]...")
@config_option
@click.option("--now", type=Moment(), help="Check as if it were this time (ISO 8601; also SOURCE_DATE_EPOCH).")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with every entry.")
def command(words: tuple[str, ...], config_file: Path, now: datetime | None, *, as_json: bool) -> None:
    """Ask feeds now, due or not, change nothing, and show what comes.

    FEED is a part of a listed feed's address or name, or the address of a feed that is not listed yet; without one all
    feeds are asked. Exit codes: 0 all of them can be read, 1 at least one cannot, 2 wrong usage, 3 the configuration is
    invalid.
    """
    settings = load_settings(config_file)
    found = list(inspect(settings, any_feeds(settings, words), moment_of_run(now)))
    if as_json:
        click.echo(json_text({"feeds": [inspection_json(one) for one in found]}), nl=False)
    else:
        for one in found:
            for line in inspection_lines(one):
                click.echo(line)
    if any(one.problem for one in found):
        raise click.exceptions.Exit(EXIT_PROBLEM)
