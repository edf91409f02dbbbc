"""tests/plugins: which tests run, in what order, and what happens where a browser or ../shared is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

MARKS = """
[tool.pytest.ini_options]
markers = ["corpus", "browser", "long"]
addopts = "-p no:cacheprovider"
"""
TWENTY_LONG = """
import pytest

@pytest.mark.long
@pytest.mark.parametrize("n", range(20))
def test_week(n): pass

@pytest.mark.long
def test_scales(long_share): assert long_share <= 1

@pytest.mark.browser
def test_page(): pass

def test_quick(): pass
"""
NEEDS_BROWSER = "def test_page(chromium): assert chromium\n"
NEEDS_SHARED = "def test_feeds(shared): assert (shared / 'corpus').is_dir()\n"


@pytest.fixture
def run(tmp_path, root):
    """Runs pytest with our plugins over one file of tests, in a folder of its own."""
    (tmp_path / "pyproject.toml").write_text(MARKS)

    def run_tests(code, *options, **environment):
        (tmp_path / "test_it.py").write_text(code)
        command = [sys.executable, "-m", "pytest", "-p", "plugins.selection", "-p", "plugins.resources", *options]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PLANET_"))}
        variables = {**kept, "PYTHONPATH": str(root / "tests"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment}
        done = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
        return done.stdout

    return run_tests


def ran(output):
    return re.findall(r"^test_it\.py::(\S+) PASSED", output, re.MULTILINE)


def test_all_long_tests_run_unless_a_share_is_asked_for(run):
    output = run(TWENTY_LONG, "-v", "-m", "long")

    assert len(ran(output)) == 21


def test_a_tenth_of_the_long_tests_is_kept_and_those_that_scale_by_themselves(run):
    output = run(TWENTY_LONG, "-v", "-m", "long", "--long-share", "0.1")

    assert len([name for name in ran(output) if name.startswith("test_week")]) == 2
    assert "test_scales" in ran(output)
    assert "20 deselected" in output


def test_the_same_word_chooses_the_same_long_tests_and_another_word_others(run):
    first, again, other = (
        ran(run(TWENTY_LONG, "-v", "-m", "long", "--long-share", "0.3", "--long-seed", seed)) for seed in "aab"
    )

    assert first == again
    assert first != other


def test_quick_tests_run_before_slow_ones(run):
    assert ran(run(TWENTY_LONG, "-v"))[0] == "test_quick"


def test_a_missing_browser_skips_with_a_reason(run):
    output = run(NEEDS_BROWSER, "-rs", CHROMIUM="/no/such/browser")

    assert "1 skipped" in output
    assert "there is no Chromium or Chrome (Debian: apt-get install chromium)" in output


def test_a_missing_browser_is_a_failure_where_it_is_required(run):
    output = run(NEEDS_BROWSER, CHROMIUM="/no/such/browser", PLANET_REQUIRE="shared,browser")

    assert "1 error" in output


def test_the_browser_that_is_named_is_used(run):
    assert "1 passed" in run(NEEDS_BROWSER, CHROMIUM=sys.executable)


def test_shared_is_the_folder_beside_the_checkout_or_skips_with_a_reason(run, root):
    output = run(NEEDS_SHARED, "-rs")

    assert ("1 passed" in output) == (root.parent / "shared/corpus").is_dir()
    assert "1 passed" in output or "there is no ../shared with the corpus" in output
