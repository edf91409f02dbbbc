"""An id under which an entry is published is on the disk before anybody can have read it."""

import os
import sqlite3
import subprocess
import sys

from plugins.command import ROOT, Planet, atom

KILLED_AT_THE_FIRST_FILE = """
import os, sys
def die(event, words):
    if event == "os.rename" and str(words[1]).endswith(".xml"):
        os._exit(9)
sys.addaudithook(die)
sys.argv = ["planet", "build"]
import planet.__main__
"""


def test_a_build_killed_as_it_publishes_has_kept_the_ids(tmp_path):
    planet = Planet(tmp_path)
    (tmp_path / "feed.xml").write_bytes(atom(("tag:a.example,2026:1", "First", "2026-11-20T10:00:00Z", "One.")))
    planet.configure("./feed.xml")

    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_THE_FIRST_FILE],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )

    assert done.returncode == 9
    kept = sqlite3.connect(tmp_path / ".planet" / "planet.sqlite3")
    assert kept.execute("SELECT atom_id FROM entries").fetchall() == [("tag:a.example,2026:1",)]
    kept.close()
