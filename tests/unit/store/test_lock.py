from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from planet.errors import BusyError, StoreError
from planet.store.lock import only_build, wait_for_lock

HOLD = """
import sys
from pathlib import Path
from planet.store.lock import only_build
with only_build(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "planet.lock"


@pytest.fixture
def holder(lock):
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_build_is_told_at_once(holder, lock):
    with pytest.raises(BusyError, match="another build is running") as caught, only_build(lock):
        pass

    assert "nothing to delete" in str(caught.value)


def test_a_lock_dies_with_its_process(holder, lock):
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    with only_build(lock):
        pass


def test_a_second_build_in_the_same_process_is_told_too(lock):
    with only_build(lock), pytest.raises(StoreError), only_build(lock):
        pass


def test_a_lock_that_was_let_go_can_be_taken_again(lock):
    for _ in range(2):
        with only_build(lock):
            assert lock.exists()


def test_a_lock_that_cannot_be_made_is_explained(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"), only_build(tmp_path / "nowhere" / "planet.lock"):
        pass


def test_who_waits_goes_on_when_the_holder_has_ended(holder, lock):
    waiting = threading.Thread(target=wait_for_lock, args=[lock])
    waiting.start()
    time.sleep(0.2)
    assert waiting.is_alive()

    holder.kill()

    waiting.join(5)
    assert not waiting.is_alive()


def test_who_has_waited_holds_nothing(lock):
    wait_for_lock(lock)

    with only_build(lock):
        pass


def test_nobody_can_wait_for_a_lock_that_cannot_be_made(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        wait_for_lock(tmp_path / "nowhere" / "planet.lock")
