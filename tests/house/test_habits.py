"""One clock, one voice, one safety net; and tests that use the real thing."""

from __future__ import annotations

import ast
import re

CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
CATCH_ALL = {"Exception", "BaseException"}


def caught(handler):
    """The names of the exceptions that an `except` takes; a bare one takes them all."""
    if handler.type is None:
        return {"BaseException"}
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind) for kind in types}


def test_only_the_command_line_reads_the_clock(package):
    read = [
        module.at(line)
        for module in package
        if module.path.parts[1] != "cli"
        for name, line in module.calls()
        if ".".join(name.split(".")[-2:]) in CLOCKS
    ]

    assert read == []


def test_no_stage_prints_or_logs(package):
    spoken = [module.at(line) for module in package for name, line in module.calls() if name == "print"]
    spoken += [str(module.path) for module in package if "import logging" in module.text]

    assert spoken == []


def raises_again(handler):
    """Whether an `except` only tidies up: its last word is `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_only_the_sandbox_catches_everything(package):
    nets = [
        module.at(node.lineno)
        for module in package
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and caught(node) & CATCH_ALL and not raises_again(node)
    ]

    assert [place for place in nets if not place.startswith("planet/sandbox/attempt.py:")] == []
    assert len(nets) <= 1


def test_no_test_replaces_a_part_of_the_program(tests):
    replaced = [
        module.at(line) for module in tests for name, line in module.calls() if name.endswith("monkeypatch.setattr")
    ]
    replaced += [
        str(module.path)
        for module in tests
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and re.search(r"\bmock\b", ast.unparse(node))
    ]

    assert replaced == []


def test_tests_lie_where_the_room_they_test_lies(files):
    rooms = {path.parts[1].removesuffix(".py") for path in files if path.parts[0] == "planet"}
    folders = {path.parts[0] for path in files if len(path.parts) > 1}
    strangers = [
        str(path)
        for path in files
        if path.parts[:2] == ("tests", "unit")
        and path.name != "conftest.py"
        and path.parts[2].removeprefix("test_").removesuffix(".py") not in rooms | folders
    ]

    assert strangers == []
