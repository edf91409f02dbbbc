"""Every bad case has a test that carries its number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LIST = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "badcases.md"


@pytest.fixture
def tested(tests):
    """The numbers in the names of the tests in tests/badcases."""
    modules = [module for module in tests if module.path.parts[:2] == ("tests", "badcases")]
    names = [function.name for module in modules for function in module.functions()]
    return {found[1] for name in names if (found := re.match(r"test_case_(\d{3})_", name))}


def numbers():
    """The numbers in the list; several cases may share a line."""
    if not LIST.exists():
        pytest.skip("there is no ../shared/corpus/badcases.md")
    return {f"{int(number):03}" for number in re.findall(r"^(\d+)\. \*\*", LIST.read_text("utf-8"), re.MULTILINE)}


def test_every_case_of_the_list_has_a_test(tested):
    assert len(numbers()) == 108
    assert sorted(numbers() - tested) == []


def test_every_test_is_of_a_case_in_the_list(tested):
    assert sorted(tested - numbers()) == []
