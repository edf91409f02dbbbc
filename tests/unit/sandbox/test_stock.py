"""Children that several calls share, with real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planet.errors import ChildError, Kind
from planet.sandbox import ChildLimits, Children, in_children

HERE = Path(__file__).parent
ONE = ChildLimits(wall_s=5, workers=1)
TWO = ChildLimits(wall_s=5, workers=2)


@pytest.fixture
def work(monkeypatch):
    """The children's module, importable here and in every child."""
    monkeypatch.syspath_prepend(str(HERE))
    import child_work

    return child_work


@pytest.fixture
def children():
    with Children(later=["colorsys"]) as shared:
        yield shared


@pytest.fixture
def ask(work, children):
    """What the shared children make of a value."""

    def run(value, limits=ONE, function=work.obey, rooms=()):
        [(_value, outcome)] = in_children(function, [value], limits, rooms=rooms, children=children)
        return outcome

    return run


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_next_call_finds_the_child_of_the_last_one(ask):
    assert ask("pid") == ask("pid")


def test_every_child_ends_with_the_run(work):
    with Children() as children:
        pids = {pid for _value, pid in in_children(work.obey, ["pid"], TWO, children=children)}
        assert all(map(is_running, pids))

    assert not any(map(is_running, pids))


def test_a_child_that_was_killed_by_a_value_is_replaced_for_the_next_call(ask):
    before = ask("pid")

    crash = ask("die")

    assert isinstance(crash, ChildError)
    assert crash.kind == Kind.CRASHED
    assert ask("pid") not in {before, None}


def test_a_child_killed_between_two_calls_is_replaced(ask):
    before = ask("pid")
    os.kill(before, signal.SIGKILL)

    assert ask("pid") != before


def test_a_call_that_is_broken_off_leaves_children_for_the_next(work, children, ask):
    results = in_children(work.obey, ["quick", "spin", "match"], TWO, children=children)
    next(results)
    results.close()

    assert ask("still here") == "still here"


def test_after_the_end_no_child_is_started(work):
    with Children() as children:
        pass

    assert list(in_children(work.double, [1], ONE, children=children)) == []


def test_what_a_call_needs_is_imported_before_its_first_value(ask, work):
    assert ask("sndhdr", function=work.imported) is False
    assert ask("wave", function=work.imported, rooms=["wave"]) is True


def test_what_later_calls_need_is_imported_when_there_is_nothing_else_to_do(ask, work):
    deadline = time.monotonic() + 10

    assert ask("colorsys", function=work.imported) is False
    while not ask("colorsys", function=work.imported):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_child_is_there_for_the_next_value_before_it_turns_to_what_later_calls_need(work):
    def imported_between_values():
        with Children(later=["colorsys"]) as children:
            calls = (in_children(work.imported, ["colorsys"], ONE, children=children) for _ in range(3))
            return any(outcome for call in calls for _value, outcome in call)

    # A machine with other work may keep the child waiting for its next value.
    assert not all(imported_between_values() for _ in range(10))


def test_a_module_that_does_not_exist_costs_its_values_and_no_more(ask, capfd):
    crash = ask(1, rooms=["no_such_module"])

    assert (crash.kind, crash.problem) == (Kind.CRASHED, "the process that should have read it died")
    assert "no_such_module" in capfd.readouterr().err
    assert ask("next") == "next"


def test_it_is_told_once_that_a_child_gets_its_first_value(work):
    told = []
    with Children(at_first=lambda: told.append(time.monotonic())) as children:
        assert list(in_children(work.double, [], TWO, children=children)) == []
        children.prepare()
        assert told == []

        list(in_children(work.obey, ["leave", "leave", "pid"], TWO, children=children))

    assert len(told) == 1


def test_a_few_quick_values_start_one_child_only(work):
    used = []
    for _ in range(5):
        with Children() as children:
            used.append({pid for _value, pid in in_children(work.tell, range(3), TWO, children=children)})

    assert min(map(len, used)) == 1


def test_values_that_take_long_are_shared_among_children(work, children):
    results = list(in_children(work.nap_and_tell, range(6), TWO, children=children))

    assert len({pid for _value, pid in results}) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_child_does_not_grow_with_the_values_that_it_has_read(work, children):
    sizes = [size for _value, size in in_children(work.litter, range(60), ONE, rooms=["wave"], children=children)]

    assert max(sizes[30:]) - sizes[10] < 4 * 2**20


def test_a_child_that_was_prepared_gets_the_first_value(ask, children):
    children.prepare()
    [prepared] = children.take_idle(1)
    children.put_back(prepared)

    pid = ask("pid")
    os.kill(pid, signal.SIGKILL)

    assert prepared.wait(5) == -signal.SIGKILL


def test_a_child_that_was_prepared_has_imported_what_it_was_told_to(ask, children, work):
    children.prepare(["colorsys"])

    assert ask("colorsys", function=work.imported) is True


def test_a_child_that_cannot_import_what_it_is_prepared_with_costs_no_value(ask, children, capfd):
    children.prepare(["no_such_module"])

    assert ask("value") == "value"
    assert "no_such_module" in capfd.readouterr().err


def test_whoever_prepares_a_child_still_hears_ctrl_c_and_the_child_does_not(ask, children):
    children.prepare()

    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    child = ask("pid")
    os.kill(child, signal.SIGINT)
    assert ask("pid") == child


def test_a_prepared_child_that_nobody_wanted_ends_with_the_run():
    with Children() as children:
        children.prepare()
        [child] = children.take_idle(1)
        children.put_back(child)

    assert not child.is_alive


def test_where_no_child_can_be_started_preparing_one_is_no_error():
    code = (
        "import sys; from planet.sandbox import Children; sys.executable = '/no/such/python'\n"
        "with Children() as children: children.prepare(); print(children.take_idle(1))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("[]\n", "")
