"""Python code in a process of its own, where nothing is loaded yet."""

import subprocess
import sys

from plugins.command import ROOT


def said_by(code, *words):
    """What the code prints, given these words; it must end well and complain of nothing."""
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def loaded_by(code):
    """The modules in memory after the code."""
    return set(said_by(f"{code}\nimport sys; print(*sys.modules)").split())
