"""`-c FILE`, which every command that reads the configuration has."""

from __future__ import annotations

from pathlib import Path

import click

config_option = click.option(
    "-c",
    "--config",
    "config_file",
    default="config.yaml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The configuration.",
)
