"""The sandbox, with real children, real signals and real limits."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from planet.errors import ChildError, Kind, ParseError
from planet.sandbox import ChildLimits, in_children

HERE = Path(__file__).parent
QUICK = ChildLimits(wall_s=0.4, workers=2)
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="needs what only Linux has (/proc, memory limits)")


@pytest.fixture
def work(monkeypatch):
    """The children's module, importable here and in every child."""
    monkeypatch.syspath_prepend(str(HERE))
    import child_work

    return child_work


@pytest.fixture
def outcome_of(work):
    """What becomes of one value."""

    def run(value, limits=QUICK):
        [(_value, outcome)] = in_children(work.obey, [value], limits)
        return outcome

    return run


def wait_until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and ") Z " in stat.read_text())


def own_children():
    """The processes that this one has started, by any of its threads."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(pid) for one in lists for pid in one.read_text().split()}


def test_every_value_comes_back_with_its_result(work):
    results = dict(in_children(work.double, range(50), QUICK))

    assert results == {value: value * 2 for value in range(50)}


@linux_only
def test_without_values_no_process_starts(work):
    before = own_children()

    results = list(in_children(work.double, [], QUICK))

    assert results == []
    assert own_children() <= before


@pytest.mark.parametrize("hog", ["spin", "match"])
def test_a_value_that_takes_too_long_is_stopped(outcome_of, hog):
    started = time.monotonic()

    error = outcome_of(hog)

    assert isinstance(error, ChildError)
    assert (error.kind, error.problem) == (Kind.TOO_SLOW, "reading it took more than 0.4 s")
    assert time.monotonic() - started < 4


@linux_only
def test_a_value_that_takes_too_much_memory_is_stopped(outcome_of):
    error = outcome_of("eat", ChildLimits(wall_s=5, memory_bytes=200 * 2**20, workers=1))

    assert error.kind == Kind.TOO_MUCH_MEMORY
    assert error.problem == "reading it took more than 200 MiB of memory"


@linux_only
def test_a_child_lives_on_after_too_much_memory(work):
    limits = ChildLimits(wall_s=5, memory_bytes=200 * 2**20, workers=1)

    outcomes = [outcome for _value, outcome in in_children(work.obey, ["pid", "eat", "pid"], limits)]

    assert outcomes[0] == outcomes[2]


def test_a_child_that_leaves_or_is_killed_is_a_crash(outcome_of):
    left, killed = outcome_of("leave"), outcome_of("die")

    assert (left.kind, left.problem) == (Kind.CRASHED, "the process that read it died (exit code 3)")
    assert (killed.kind, killed.problem) == (Kind.CRASHED, "the process that read it died (SIGSEGV)")


def test_an_error_about_the_feed_comes_back_as_it_was_raised(outcome_of):
    error = outcome_of("refuse")

    assert isinstance(error, ParseError)
    assert (error.kind, error.problem, error.hint) == (Kind.MALFORMED, "it is broken", "mend it")


def test_any_other_error_is_a_crash_that_names_its_type(outcome_of):
    error = outcome_of("stumble")

    assert (error.kind, error.problem) == (Kind.CRASHED, "reading it failed (KeyError)")


def test_a_result_that_cannot_travel_is_a_crash(outcome_of):
    assert outcome_of("lambda").kind == Kind.CRASHED


def test_the_others_are_read_while_one_hogs_its_child(work):
    limits = ChildLimits(wall_s=1, workers=2)

    order = [value for value, _outcome in in_children(work.obey, ["spin", *map(str, range(20))], limits)]

    assert order[-1] == "spin"


def test_when_all_children_are_hogged_the_next_waits_for_one_limit(work):
    started = time.monotonic()

    results = dict(in_children(work.obey, ["spin", "match", "waiting"], QUICK))

    assert results["waiting"] == "waiting"
    assert time.monotonic() - started < 2 * QUICK.wall_s + 3


def test_results_come_out_while_values_still_come_in(work):
    first_is_out = threading.Event()

    def slowly():
        yield 1
        assert first_is_out.wait(10), "the first result was held back"
        yield 2

    results = []
    for value, _outcome in in_children(work.double, slowly(), QUICK):
        results.append(value)
        first_is_out.set()

    assert results == [1, 2]


def test_values_are_read_only_a_few_ahead(work):
    taken = []

    def endless():
        for value in range(1000):
            taken.append(value)
            yield value

    results = in_children(work.double, endless(), QUICK)
    next(results)
    results.close()

    assert len(taken) <= 8


def test_what_the_values_raise_is_raised(work):
    def broken():
        yield 1
        raise OSError("the network is gone")

    with pytest.raises(OSError, match="the network is gone"):
        list(in_children(work.double, broken(), QUICK))


@linux_only
def test_closing_the_results_ends_the_children(work):
    before = own_children()
    results = in_children(work.obey, ["quick", "spin", "match"], ChildLimits(wall_s=60, workers=3))
    next(results)
    started = time.monotonic()

    results.close()

    assert own_children() <= before
    assert time.monotonic() - started < 5


@linux_only
def test_children_hold_none_of_our_files(work, tmp_path):
    with (tmp_path / "lock").open("w") as lock:
        os.set_inheritable(lock.fileno(), True)  # noqa: FBT003 - the function takes it so

        [(_value, files)] = in_children(work.open_files, [1], ChildLimits(workers=1))

    assert str(tmp_path / "lock") not in files


PARENT = """
import signal
import sys
from planet.sandbox import ChildLimits, in_children
import child_work
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in all that a shell starts in the background
    limits = ChildLimits(wall_s=60, workers=2)
    for _ in in_children(child_work.write_pid_and_spin, [sys.argv[1]] * 2, limits):
        pass
"""


COMMAND = """\
from planet.cli import main

if __name__ == "__main__":
    import child_work
    from planet.sandbox import ChildLimits, in_children

    [(_value, looks)] = in_children(child_work.look_around, [1], ChildLimits(workers=1))
    print(*looks)
"""


@linux_only
def test_a_child_does_not_import_the_command_nor_what_speaks_to_others(tmp_path):
    command = tmp_path / "planet"
    command.write_text(COMMAND)
    path = os.pathsep.join((str(HERE), str(HERE.parents[2])))

    done = subprocess.run(
        [sys.executable, command], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["re"]


def test_nothing_in_the_folder_that_we_stand_in_runs_in_a_child(work, monkeypatch, tmp_path):
    for name in ("pickle", "select", "child_work"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)

    assert dict(in_children(work.double, [1], QUICK)) == {1: 2}


def test_ctrl_c_is_not_a_childs_business_from_its_first_moment(outcome_of):
    """It is barred before the child is there: while Python starts it could not be caught."""
    assert signal.SIGINT in outcome_of("barred")


def test_ending_the_children_takes_no_time(work):
    waits = []
    for _ in range(5):
        results = in_children(work.double, [1], QUICK)
        next(results)
        started = time.monotonic()
        results.close()
        waits.append(time.monotonic() - started)

    assert min(waits) < 0.06


@pytest.fixture
def parent(tmp_path):
    """A process of its own that runs two endless values, and the ids of its two children."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    path = os.pathsep.join([str(HERE), str(HERE.parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen(
        [sys.executable, script, tmp_path],
        env=os.environ | {"PYTHONPATH": path},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert wait_until(lambda: len(list(tmp_path.glob("child-*"))) == 2)
        yield process, [int(file.name.removeprefix("child-")) for file in tmp_path.glob("child-*")]
        process.kill()


def test_children_do_not_outlive_a_parent_that_is_killed(parent):
    process, children = parent

    process.kill()
    process.wait()

    assert wait_until(lambda: not any(map(is_running, children)))


def test_ctrl_c_ends_parent_and_children_at_once(parent):
    process, children = parent
    started = time.monotonic()

    os.killpg(process.pid, signal.SIGINT)
    process.wait(10)

    assert wait_until(lambda: not any(map(is_running, children)))
    assert time.monotonic() - started < 2.5


def test_a_child_killed_while_it_waits_costs_nothing(work):
    go_on = threading.Event()

    def values():
        yield "pid"
        go_on.wait(10)
        yield from map(str, range(5))

    results = in_children(work.obey, values(), ChildLimits(wall_s=2, workers=1))
    _value, child = next(results)

    os.kill(child, signal.SIGKILL)
    assert wait_until(lambda: not is_running(child))
    go_on.set()
    outcomes = [outcome for _value, outcome in results]

    assert outcomes == list("01234")
