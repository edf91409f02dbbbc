"""How the command's process ends: at once, but with everything said and done that an ordinary end would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from plugins.command import ROOT

BUFFERED = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""}
LEAVE = "import atexit, sys, threading, time; from planet.cli.ending import leave\n"
BUG = "import planet.cli.main as main; main.group = lambda **words: 1 / 0; main.program()"


def run_python(code, **streams):
    streams = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "env": {**os.environ, "PYTHONPATH": str(ROOT)},
    } | streams
    return subprocess.run([sys.executable, "-c", code], text=True, timeout=60, check=False, **streams)


@pytest.mark.parametrize(("words", "code"), [("--help", 0), ("build --help", 0), ("biuld", 2), ("status", 3)])
def test_into_a_file_comes_what_comes_into_a_pipe_and_the_code_is_the_same(planet, tmp_path, words, code):
    piped = planet.run(*words.split())

    with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
        filed = run_python(
            f"import sys; sys.argv[1:] = {words.split()}; import planet.__main__",
            stdout=out,
            stderr=err,
            cwd=planet.folder,
        )

    assert (piped.returncode, filed.returncode) == (code, code)
    assert (tmp_path / "out").read_text() == piped.stdout
    assert (tmp_path / "err").read_text() == piped.stderr
    assert piped.stdout or piped.stderr


def test_whoever_stops_reading_gets_no_traceback(planet):
    reader, writer = os.pipe()
    os.close(reader)

    done = run_python("import sys; sys.argv[1:] = ['--help']; import planet.__main__", stdout=writer)
    os.close(writer)

    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_command_without_streams_does_its_work_and_writes_into_nothing_else(planet, closed):
    (planet.folder / "feed.xml").write_text(
        "<rss version='2.0'><channel><item><title>One</title></item></channel></rss>"
    )
    planet.configure("./feed.xml")
    command = f'"{sys.executable}" -m planet build {closed}'

    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=planet.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )

    assert done.returncode == 0
    assert (planet.output / "index.html").is_file()
    assert planet.run("list").returncode == 0


def test_a_bug_shows_its_traceback_to_those_who_ask_for_it():
    asked = run_python(BUG, env={**os.environ, "PYTHONPATH": str(ROOT), "PLANET_DEBUG": "1"})
    others = run_python(BUG)

    assert (asked.returncode, others.returncode) == (1, 1)
    assert "Traceback" in asked.stderr
    assert "ZeroDivisionError: division by zero" in asked.stderr
    assert others.stderr.startswith("planet: a bug in Planet stopped it (ZeroDivisionError)")


def test_what_waits_to_be_written_is_written():
    done = run_python(LEAVE + "sys.stdout.write('out'); sys.stderr.write('err'); leave(7)")

    assert (done.returncode, done.stdout, done.stderr) == (7, "out", "err")


def test_threads_come_to_their_end_then_the_handlers_of_exit_run_the_last_first():
    work = "def work(): time.sleep(0.2); print('thread')\n"
    handlers = "atexit.register(print, 'first'); atexit.register(print, 'second')\n"

    done = run_python(LEAVE + work + handlers + "threading.Thread(target=work).start(); leave(0)")

    assert (done.returncode, done.stdout.split()) == (0, ["thread", "second", "first"])


def test_a_thread_that_nobody_waits_for_holds_nothing_up():
    done = run_python(LEAVE + "threading.Thread(target=time.sleep, args=(50,), daemon=True).start(); leave(0)")

    assert done.returncode == 0


def test_nothing_is_taken_apart_first():
    done = run_python(LEAVE + "class Thing:\n def __del__(self): print('gone')\nthing = Thing(); leave(0)")

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
def test_what_can_no_longer_be_written_is_told_as_python_tells_it():
    with Path("/dev/full").open("w") as full:
        ours = run_python(LEAVE + "sys.stdout.write('out'); leave(0)", stdout=full, env=BUFFERED)
        pythons = run_python("import sys; sys.stdout.write('out'); sys.exit(0)", stdout=full, env=BUFFERED)

    assert (ours.returncode, ours.stderr) == (pythons.returncode, pythons.stderr)
    assert ours.returncode == 120
