"""The examples in the docstrings of the rules are what the rules do."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from dataclasses import replace

import pytest

from planet.clean.gate import serialized
from planet.clean.html_tree import Element
from planet.clean.repair import RULES, repair
from planet.clean.repair.seen import Seen


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


def written(root):
    """All of the tree as nested lists, so that nothing that a rule changed escapes."""
    if not isinstance(root, Element):
        return root
    return [root.name, dict(root.attributes), [written(child) for child in root.children]]


PAGES = [before for _rule, before, _after in (example.values for example in examples())]


@pytest.mark.parametrize("html", PAGES)
def test_leaving_rules_out_changes_nothing(tree_of, around, html):
    around = replace(around, remove=(".promo",))
    every, some = tree_of(html), tree_of(html)
    removed = Counter()

    for rule in RULES:
        removed += rule(every, around)

    assert repair(some, around) == removed
    assert serialized(some, around.policy) == serialized(every, around.policy)


@pytest.mark.parametrize("html", PAGES)
def test_a_rule_that_is_left_out_would_have_done_nothing(tree_of, around, html):
    seen = Seen(tree_of(html))
    for rule, wanted in RULES.items():
        if not seen.any_of(wanted):
            root, before = tree_of(html), written(tree_of(html))

            assert rule(root, around) == Counter()
            assert written(root) == before
