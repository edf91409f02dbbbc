"""Each guard of fetching and reading, switched off once, makes a named test fail: guards.yaml says which.

A copy of the package is changed in one place, and the named test is run against the copy in a process of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
GUARDS = yaml.safe_load(Path(__file__).with_name("guards.yaml").read_text("utf-8"))
# Two that stand for all in the ordinary run; the others take some seconds each.
CORE = {"an address is checked after its name was resolved", "a coding inside a coding is refused"}


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "planet", tmp_path / "planet", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def changes_of(guard):
    return [guard, *guard.get("also", [])]


def switch_off(copy, guard):
    for change in changes_of(guard):
        path = copy / change["file"]
        text = path.read_text("utf-8")
        assert text.count(change["text"]) == 1, "guards.yaml no longer says what stands in the file"
        path.write_text(text.replace(change["text"], change["instead"]), "utf-8")


def run_against(copy, test):
    """The test, with the package of that folder in place of ours."""
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", "-x", "--tb=no", test]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    "guard",
    [pytest.param(one, id=one["guard"], marks=[] if one["guard"] in CORE else pytest.mark.long) for one in GUARDS],
)
def test_without_it_the_named_test_fails(copy, guard):
    switch_off(copy, guard)

    code, output = run_against(copy, guard["test"])

    assert code == pytest.ExitCode.TESTS_FAILED, output
    assert f"FAILED {guard['test']}" in output


def test_every_guard_still_stands_where_the_list_says():
    for guard in GUARDS:
        for change in changes_of(guard):
            assert (ROOT / change["file"]).read_text("utf-8").count(change["text"]) == 1, guard["guard"]


def test_the_documentation_lists_every_guard_with_its_test():
    page = (ROOT / "docs" / "fetching.md").read_text("utf-8")
    rows = [f"| {guard['guard']} | `{guard['test'].rpartition('::')[2]}` |" for guard in GUARDS]

    assert [row for row in rows if row not in page] == []
