"""The CSS selectors that `remove:` understands."""

from __future__ import annotations

import pytest

from planet.model.selectors import Condition, Step, parse_selector


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("aside", (Step(name="aside", tests=()),)),
        (" DIV ", (Step(name="div", tests=()),)),
        ("*", (Step(name=None, tests=()),)),
        (
            ".a.b",
            (
                Step(
                    name=None,
                    tests=(
                        Condition(attribute="class", how="~=", value="a"),
                        Condition(attribute="class", how="~=", value="b"),
                    ),
                ),
            ),
        ),
        ("p#x", (Step(name="p", tests=(Condition(attribute="id", how="=", value="x"),)),)),
        ("[Role]", (Step(name=None, tests=(Condition(attribute="role"),)),)),
        ("[a = 'b c']", (Step(name=None, tests=(Condition(attribute="a", how="=", value="b c"),)),)),
        ("a > b", (Step(name="a", tests=()), Step(name="b", tests=(), is_child=True))),
        ("a b", (Step(name="a", tests=()), Step(name="b", tests=()))),
    ],
)
def test_a_selector_is_a_path(text, steps):
    assert parse_selector(text) == steps


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "p:hover",
        "a + b",
        "a ~ b",
        "a,b",
        "> a",
        "a >",
        "a > > b",
        "[",
        "[a=]",
        ".",
        "a" * 201,
        "a " * 9 + "a",
        "..a",
    ],
)
def test_what_is_none_of_ours_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_selector(text)
