"""The benchmarks measure what they say they do; whoever changes the package learns at once that one is broken."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FEED = "<rss version='2.0'><channel><title>B</title><item><title>One</title></item></channel></rss>"
BURN = "import time\nwhile time.process_time() < 0.2: pass\n"
LEAVE_A_CHILD = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BURN!r}])"


def run(script, *words):
    command = [sys.executable, ROOT / "benchmarks" / script, *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def numbers(row):
    """Each cell's figure, without the floor in brackets."""
    return [float(cell.split()[0].strip("*")) for cell in row.split("|")[2:5]]


@pytest.mark.long
@pytest.mark.usefixtures("shared")
def test_the_phases_of_a_build_are_all_of_it():
    done = run("timeline.py", "--feeds", "3", "--entries", "2", "--latency", "50", "--runs", "1")

    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if re.match(r"\| .*\d", line)]
    *phases, together = map(numbers, rows)
    assert len(phases) > 10
    assert [sum(phase) for phase in zip(*phases, strict=True)] == pytest.approx(together, abs=len(phases))
    waiting = next(numbers(row) for row in rows if "waiting for answers" in row)
    assert max(waiting) >= 50


def test_what_is_no_longer_seen_in_a_first_build_ends_the_measuring(tmp_path):
    (tmp_path / "config.yaml").write_text("title: P\nfeeds: [./feed.xml]\n")
    (tmp_path / "feed.xml").write_text(FEED)

    done = run("watched.py", tmp_path / "first.json", "0", "build", "--quiet", "--config", tmp_path / "config.yaml")

    assert done.returncode == 1
    assert re.match(r"timeline: not seen: .*, the first request; a room or a function has moved", done.stderr)
    assert not (tmp_path / "first.json").exists()


@pytest.mark.long
@pytest.mark.usefixtures("shared")
def test_very_many_feeds_are_measured_beside_raw_sockets():
    done = run("many.py", "--feeds", "3", "--entries", "1", "--latency", "10", "--runs", "1")

    assert done.returncode == 0, done.stderr
    assert "unchanged: " in done.stderr
    assert re.search(r"3 requests, 3 unchanged", done.stderr)
    assert re.search(r"Unchanged ÷ raw sockets: [\d.]+", done.stdout)


@pytest.fixture
def cost_of(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    from measured import cost_of

    return cost_of


@pytest.mark.skipif(sys.platform != "linux", reason="orphans are given to us on Linux only")
def test_what_a_command_leaves_behind_is_counted_too(cost_of, tmp_path):
    cost = cost_of([sys.executable, "-c", LEAVE_A_CHILD], tmp_path)

    assert cost.cpu_s >= 0.2


def test_a_command_that_fails_ends_the_measuring_with_what_it_said(cost_of, tmp_path):
    with pytest.raises(SystemExit, match="no such luck"):
        cost_of([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path)
