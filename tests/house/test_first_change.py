"""CONTRIBUTING.md opens with a first change; it is made here, step by step, in a copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TEST_FILE = Path("tests/unit/parse/test_dates.py")
MONTHS = Path("planet/parse/month_names.py")


@pytest.fixture
def copy(root, tmp_path):
    shutil.copytree(root / "planet", tmp_path / "planet", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / TEST_FILE).parent.mkdir(parents=True)
    shutil.copy(root / TEST_FILE, tmp_path / TEST_FILE)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider\n")
    return tmp_path


def passes(copy, name):
    command = [sys.executable, "-m", "pytest", str(TEST_FILE), "-k", name]
    variables = {**os.environ, "PYTHONPATH": str(copy), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=copy, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stdout
    return done.returncode == 0


def test_the_first_change_is_red_and_then_green(root, copy):
    told = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    snippet = re.search(r"^```python\n(.*?)^```$", told, re.MULTILINE | re.DOTALL)[1]
    name = re.search(r"def (\w+)", snippet)[1]
    with (copy / TEST_FILE).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{snippet}")

    before = passes(copy, name)
    months = (copy / MONTHS).read_text(encoding="utf-8")
    (copy / MONTHS).write_text(months.replace('"jan january', '"jan ionawr january'), encoding="utf-8")
    after = passes(copy, name)

    assert (before, after) == (False, True)
    assert str(TEST_FILE) in told
    assert str(MONTHS) in told
