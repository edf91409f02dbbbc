"""A million stored posts, and expressions made to take for ever: both take their time, and no more."""

import resource
import subprocess
import sys

import pytest
from plugins.command import ROOT
from plugins.large_store import fill

FEEDS = [f"https://blog{number}.example/feed" for number in range(1000)]
PATHOLOGICAL = ["(a+)+$", "(a|aa)+$", "(.*)*x$", "(r|ri|riv|.)*z$", "(?i)(.*a){20}$"]


@pytest.mark.long
def test_a_million_posts_and_pathological_expressions_bound_their_time(tmp_path, long_share, record_property):
    entries = int(1_000_000 * long_share)
    fill(tmp_path / ".planet", FEEDS, entries)
    feeds = "".join(f"  - {feed}\n" for feed in FEEDS)
    rules = f"filter: {{exclude: {{words: [casino], regex: {PATHOLOGICAL}}}}}\n"
    (tmp_path / "config.yaml").write_text(f"title: Large\n{rules}feeds:\n{feeds}", encoding="utf-8")

    for words in (["list", "--why"], ["explain", f"{FEEDS[7]}/7"]):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "planet", *words],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=900,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)

        assert done.returncode == 0, done.stderr
        seconds = after.ru_utime - before.ru_utime
        record_property(words[0], seconds)
        assert seconds < 10 + entries * 200e-6  # 200 µs for each entry, on a slow and busy machine
    assert len(done.stdout) > 100
