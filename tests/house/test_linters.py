"""Ruff, mypy, import-linter and shellcheck have nothing to say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(sys.executable).parent


def expect_silence(root: Path, *command: str | Path) -> None:
    """Run a tool, and fail with all that it says when it is not content."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def test_ruff_finds_nothing(root):
    expect_silence(root, TOOLS / "ruff", "check", "--quiet", "--output-format", "concise", ".")


def test_every_file_is_formatted(root):
    expect_silence(root, TOOLS / "ruff", "format", "--check", ".")


def test_the_types_are_right(root):
    expect_silence(root, TOOLS / "mypy", "--no-error-summary")


def test_rooms_know_only_the_floors_below_and_the_library_they_own(root):
    expect_silence(root, TOOLS / "lint-imports", "--no-cache")


@pytest.mark.parametrize("script", ["script/build", "script/test", "script/lock", "script/environment.sh", ".ci/run"])
def test_the_scripts_are_valid_bash(root, script):
    expect_silence(root, "bash", "-n", script)


def test_shellcheck_finds_nothing_in_the_scripts(root):
    if shutil.which("shellcheck") is None:
        pytest.skip("there is no shellcheck (Debian: apt-get install shellcheck)")

    scripts = ("script/build", "script/test", "script/lock", "script/environment.sh", ".ci/run")

    expect_silence(root, "shellcheck", "-x", *scripts)
