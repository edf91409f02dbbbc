"""The examples in the docstrings of the rules are what the rules do."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace

import pytest

from planet.clean.gate import serialized
from planet.clean.repair import RULES


def examples():
    """(rule, before, after) of every example: lines of HTML with an arrow between them."""
    for rule in RULES:
        for block in importlib.import_module(rule.__module__).__doc__.split("\n\n"):
            lines = [line.strip() for line in block.split("\n") if line.strip().startswith(("<", "→"))]
            one = "".join(lines)
            if one.count("→") == 1:
                yield pytest.param(rule, *re.split(r"\s*→\s*", one), id=f"{rule.__name__}: {one[:40]}")
                continue
            for line in lines:
                yield pytest.param(rule, *re.split(r"\s*→\s*", line), id=f"{rule.__name__}: {line[:40]}")


@pytest.mark.parametrize(("rule", "before", "after"), [*examples()])
def test_a_rule_does_what_its_examples_say(tree_of, around, rule, before, after):
    root = tree_of(before)

    rule(root, replace(around, remove=(".promo", "footer > p")))

    assert serialized(root, around.policy) == after


def test_every_rule_has_an_example():
    shown = {example.values[0] for example in examples()}

    assert shown == set(RULES)
