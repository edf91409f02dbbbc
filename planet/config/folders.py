"""The folders that Planet writes into, and why some would be a disaster."""

from __future__ import annotations

import os
from pathlib import Path

from planet.config.checks import read_scalar
from planet.config.sections import Value
from planet.config.wording import quoted

INPUT_FOLDERS = ("pages", "themes")
"""Folders beside the configuration that hold what a person wrote."""


def read_folder(value: Value, folder: Path) -> Path | None:
    """An absolute path; a relative one starts in `folder`. It need not exist."""
    scalar = read_scalar(value, "a folder")
    if scalar is None:
        return None
    text = scalar.text.strip()
    if not text or not text.isprintable():
        value.wrong(f"{quoted(text)} is not a folder" if text else "is empty")
        return None
    if text.startswith("~"):
        value.wrong(f"{quoted(text)} starts with ~, which only a shell understands", "write the path out")
        return None
    return Path(os.path.abspath(folder / text))  # noqa: PTH100 - resolve() would follow links that may change


def output_problem(output: Path, config_file: Path, state: Path) -> str | None:
    """Why the site cannot be written into `output`, or None. The command asks this for `-o`, too.

    The site must never stand among the maintainer's own files, and never publish the state.
    """
    try:
        output, state = output.resolve(), state.resolve()
        config_file, folder = config_file.resolve(), config_file.absolute().parent.resolve()
    except (OSError, RuntimeError):  # RuntimeError: links in a circle, before Python 3.13
        return "cannot be followed; look for symbolic links in a circle"
    if folder.is_relative_to(output) or config_file.is_relative_to(output):
        return "is the folder of the configuration, or holds it"
    if state.is_relative_to(output):
        return "is the folder of the state, or holds it"
    for name in INPUT_FOLDERS:
        if output.is_relative_to(folder / name):
            return f"is in {quoted(name)}, which holds your own files"
    return None
