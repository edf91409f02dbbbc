"""Each guard, switched off once, makes a named test fail: guards.yaml says which.

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
# A few that stand for all in the ordinary run; the others take a second and a half each.
CORE = {"bleach's strict filter", "nh3 as a gate", "some elements go with all that is in them"}


def run_against(copy, *tests):
    """The tests, with the package of that folder in place of ours."""
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", "-x", "--tb=no", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.fixture
def copy(tmp_path):
    for name in ("planet", "themes"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def switch_off(copy, guard):
    path = copy / guard["file"]
    text = path.read_text("utf-8")
    assert text.count(guard["text"]) == 1, "guards.yaml no longer says what stands in the file"
    path.write_text(text.replace(guard["text"], guard["instead"]), "utf-8")


@pytest.mark.parametrize(
    "guard",
    [
        pytest.param(guard, id=guard["guard"], marks=[] if guard["guard"] in CORE else pytest.mark.long)
        for guard in GUARDS
    ],
)
def test_without_it_the_named_test_fails(copy, guard):
    switch_off(copy, guard)

    code, output = run_against(copy, guard["test"])

    assert code == pytest.ExitCode.TESTS_FAILED, output
    assert f"FAILED {guard['test']}" in output


def test_with_all_guards_on_every_named_test_passes(copy):
    code, output = run_against(copy, *sorted({guard["test"] for guard in GUARDS}))

    assert code == pytest.ExitCode.OK, output


def test_every_guard_still_stands_where_the_list_says(copy):
    for guard in GUARDS:
        assert (copy / guard["file"]).read_text("utf-8").count(guard["text"]) == 1, guard["guard"]


def test_the_documentation_lists_every_guard_with_its_test():
    page = (ROOT / "docs" / "content-safety.md").read_text("utf-8")
    rows = [f"| {guard['guard']} | `{guard['test'].rpartition('::')[2]}` |" for guard in GUARDS]

    assert [row for row in rows if row not in page] == []
