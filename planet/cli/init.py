"""`planet init`: a planet of one's own, ready to be pushed, in an empty folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import click

from planet import __version__
from planet.config import feed_problem
from planet.errors import PlanetError, PublishError
from planet.report.plain import plain

STARTER = {
    "config.yaml": "config.yaml",
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "planet.yml": ".github/workflows/planet.yml",
}
"""File of the starter → where it goes."""

SAMPLE_FEEDS = ("https://example.org/feed.xml", "https://example.com/blog/atom.xml")


@click.command("init")
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option(
    "-d",
    "--folder",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the planet begins; made if it is not there.",
)
def command(feeds: tuple[str, ...], folder: Path) -> None:
    """Begin a planet: a configuration with the FEEDs, a workflow that publishes it, .gitignore and a README.

    Nothing that is there already is overwritten.
    """
    for feed in feeds:
        if problem := feed_problem(feed, folder):
            raise click.BadParameter(problem, param_hint="FEED")
    write_new(starter_files(feeds), folder)
    for path in STARTER.values():
        click.echo(f"wrote {plain(str(folder / path))}")
    missing = "" if feeds else ", put your feeds into config.yaml"
    click.echo(f'next: choose a title in config.yaml{missing}, then run "planet build"')


def starter_files(feeds: Sequence[str]) -> dict[str, str]:
    """Path → text of every file of a new planet."""
    folder = files("planet.cli") / "starter"
    texts = {path: (folder / name).read_text(encoding="utf-8") for name, path in STARTER.items()}
    texts["config.yaml"] = texts["config.yaml"].replace("{feeds}", feed_lines(feeds))
    workflow = STARTER["planet.yml"]
    texts[workflow] = texts[workflow].replace("{version}", __version__)
    return texts


def feed_lines(feeds: Sequence[str]) -> str:
    """The list of feeds in YAML, a JSON string being a YAML string too; two samples, commented out, without any."""
    if feeds:
        return "\n".join(f"  - {json.dumps(feed, ensure_ascii=False)}" for feed in feeds)
    return "\n".join(f"  # - {feed}" for feed in SAMPLE_FEEDS)


def write_new(texts: Mapping[str, str], folder: Path) -> None:
    """Write the files; raises PublishError, before anything is written, when one of them is there already."""
    taken = [path for path in texts if (folder / path).exists() or (folder / path).is_symlink()]
    if taken:
        hint = "choose an empty folder with --folder, or move these files away"
        raise PublishError(f"{', '.join(taken)} already there in {folder.absolute()}; nothing was written", hint=hint)
    try:
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise PlanetError(f"cannot write to {folder.absolute()}: {error.strerror}") from error
