"""The command `planet`: its group, which loads a command only when it is called, and the exit codes."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import TracebackType

import click

from planet import __version__
from planet.cli.ending import leave
from planet.cli.exit_codes import EXIT_INTERRUPTED, exit_code
from planet.cli.streams import open_missing_streams
from planet.collecting import SELDOM
from planet.errors import PlanetError

COMMANDS = {
    "init": "Begin a planet in an empty folder.",
    "build": "Fetch the feeds and write the site.",
    "compact": "Make the state file smaller.",
    "status": "Tell how the feeds have been doing.",
    "list": "List what is stored, and why some of it is not shown.",
    "explain": "Tell the whole story of an entry.",
    "restore": "Bring a lost memory back, from what is published.",
    "check": "Ask feeds now, change nothing, and show what comes.",
}
"""Command → what `planet --help` says of it; each lives in the module of its name."""


class LazyGroup(click.Group):
    """Commands by name, imported when called: `planet --help` costs no more than click."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        # Imports make no garbage, only much to look through for it: a tenth of a build in which nothing has changed.
        gc.disable()
        command: click.Command = import_module(f"planet.cli.{cmd_name}").command
        gc.freeze()
        gc.set_threshold(SELDOM)
        gc.enable()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Describe the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planet")
def group() -> None:
    """Planet reads a list of feeds and writes one static site and one merged feed.

    Start with a config.yaml that has a title and a list of feeds, then run "planet build".
    """


def program() -> None:
    """Run the command line as all that this process is for: it ends with that. A bug ends it as Python ends."""
    open_missing_streams()
    try:
        main()
    except SystemExit as ending:
        code = 0 if ending.code is None else ending.code
        if not isinstance(code, int):
            raise  # a line to print
        leave(code)


def main() -> None:
    """Run the command line; every way out is an exit code and, on trouble, a few plain lines."""
    if os.name == "nt":
        sys.exit("planet: on Windows, run Planet inside WSL (https://learn.microsoft.com/windows/wsl/)")
    sys.excepthook = report_bug
    try:
        sys.exit(group(prog_name="planet", standalone_mode=False))  # an Exit inside comes back as its code
    except click.exceptions.Abort:
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        click.echo("planet: stopped; what was taken in is kept, the next build goes on from there", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except PlanetError as error:
        from planet.report.problems import problem_lines  # noqa: PLC0415 - start-up

        for line in problem_lines(error.problems):
            click.echo(line, err=True)
        sys.exit(exit_code(error))


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in one line that this is our fault; the traceback is for those who ask for it."""
    if os.environ.get("PLANET_DEBUG"):
        sys.__excepthook__(kind, error, trace)
        return
    click.echo(
        f"planet: a bug in Planet stopped it ({kind.__name__}); please report it with what "
        "PLANET_DEBUG=1 shows: https://github.com/planet-feeds/planet-feeds/issues",
        err=True,
    )
