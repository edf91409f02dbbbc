"""`planet build`: fetch the feeds, write the site, say how it went."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from planet.build import build_planet
from planet.cli.actions import tell_actions
from planet.cli.config_option import config_option
from planet.cli.exit_codes import EXIT_ALL_FAILED, exit_code
from planet.cli.moment import Moment, moment_of_run
from planet.cli.progress import Progress
from planet.cli.waiting import when_others_are_done
from planet.config import load_settings, output_problem
from planet.errors import PlanetError
from planet.model.settings import Settings
from planet.model.site import BuildRequest, RunReport
from planet.values import replace


@click.command("build")
@config_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the site here instead of the configuration's `output`.",
)
@click.option("--offline", is_flag=True, help="Ask no server; build from what is stored and from feeds that are files.")
@click.option("--force", is_flag=True, help="Ask every feed, also those that are not due yet.")
@click.option("--full", is_flag=True, help="Make every page again, also when nothing has changed.")
@click.option(
    "--if-changed", is_flag=True, help="Make no pages when nothing has changed and no output folder is there."
)
@click.option("--no-restore", "fresh", is_flag=True, help="Where there is no memory, start as on the first day.")
@click.option("--wait", is_flag=True, help="Wait while another build is running, instead of leaving with 1.")
@click.option("--now", type=Moment(), help="Build as if it were this time (ISO 8601; also SOURCE_DATE_EPOCH).")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON; messages go to stderr.")
@click.option("-v", "--verbose", is_flag=True, help="Name every feed.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
def command(  # noqa: PLR0913 - one parameter for each option
    *,
    config_file: Path,
    output: Path | None,
    offline: bool,
    force: bool,
    full: bool,
    if_changed: bool,
    fresh: bool,
    wait: bool,
    now: datetime | None,
    as_json: bool,
    verbose: bool,
    quiet: bool,
) -> None:
    """Fetch the feeds and write the site.

    Exit codes: 0 built (feeds that failed are warnings), 1 the build failed, 2 wrong usage, 3 the configuration or
    the theme is invalid, 4 every feed failed and nothing is stored (an old site is left as it was).
    """
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet exclude each other")
    asked = partial(BuildRequest, offline=offline, force=force, full=full, if_changed=if_changed, restore=not fresh)
    progress = Progress(sys.stderr, quiet=quiet)
    try:
        settings = with_output(load_settings(config_file), output)
        build = partial(build_at_once, settings, asked, now, progress)
        report = when_others_are_done(build, settings.state_dir) if wait else build()
    except PlanetError as error:
        progress.clear()
        if as_json:
            click.echo(json_failure(error), nl=False)
        raise
    progress.clear()
    if as_json:
        from planet.report import json_report  # noqa: PLC0415 - start-up

        click.echo(json_report(report), nl=False)
    show(report, settings, to_stderr=as_json, verbose=verbose, quiet=quiet)
    tell_actions(report, os.environ)
    if report.outcome == "all-failed":
        raise click.exceptions.Exit(EXIT_ALL_FAILED)


def build_at_once(
    settings: Settings, asked: Callable[..., BuildRequest], now: datetime | None, progress: Progress
) -> RunReport:
    """One build of what is asked, whose moment begins only now: it may have waited for another."""
    return build_planet(settings, asked(now=moment_of_run(now)), progress)


def with_output(settings: Settings, output: Path | None) -> Settings:
    """The settings with the output folder that the command line names, relative to the working directory."""
    if output is None:
        return settings
    folder = output.absolute()
    if problem := output_problem(folder, settings.config_file, settings.state_dir):
        raise click.BadParameter(problem, param_hint="--output")
    return replace(settings, output_dir=folder)


def json_failure(error: PlanetError) -> str:
    """What `--json` prints when there is no report: the outcome, the exit code and every problem."""
    from planet.report import json_text  # noqa: PLC0415 - start-up

    problems = [
        {"place": str(problem.place) if problem.place else None, "problem": problem.text, "hint": problem.hint}
        for problem in error.problems
    ]
    failure: dict[str, object] = {
        "outcome": "failed",
        "changed": False,
        "exit_code": exit_code(error),
        "problems": problems,
    }
    return json_text(failure)


def show(report: RunReport, settings: Settings, *, to_stderr: bool, verbose: bool, quiet: bool) -> None:
    """Print the summary; quiet keeps problems only, verbose adds a line for each feed."""
    from planet.report import plain, summary_lines  # noqa: PLC0415 - start-up

    lines: Iterable[str] = summary_lines(report, verbose=verbose, quiet=quiet)
    for line in lines:
        click.echo(line, err=to_stderr)
    if not quiet and not to_stderr and report.outcome != "all-failed":
        click.echo(f"open {plain(str(settings.output_dir / 'index.html'))}")
