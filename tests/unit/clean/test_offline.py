"""A child's bleach has no HTTP client and makes no links, and cleans as it does with them."""

from __future__ import annotations

import json

import pytest
from plugins.interpreter import said_by

from planet.clean import CLEANING
from planet.parse import PARSING

READ = """
import json, sys
from importlib import import_module
from planet.sandbox.child import _do_without_libraries
rooms = sys.argv[1:]
if rooms:
    _do_without_libraries()
for room in rooms:
    import_module(room)
from planet.clean.html import clean_html
from planet.clean.surroundings import Surroundings
texts = ["<p>a<script>x</script><b>c", "<table><td>http://a.example/<math><mi>x</mi></math>", "<a href='/x'>y</a>"]
around = Surroundings(name="0a", base="https://a.example/")
print(json.dumps([repr(clean_html(text, around)) for text in texts]))
print(*sys.modules)
"""


def clean(*rooms):
    found, modules = said_by(READ, *rooms).splitlines()
    return json.loads(found), set(modules.split())


@pytest.fixture(scope="module")
def usual():
    return clean()


@pytest.mark.parametrize(
    "rooms", [CLEANING, (*PARSING, *CLEANING), (*CLEANING, *PARSING), ("feedparser", *CLEANING)], ids=repr
)
def test_a_child_cleans_the_same(usual, rooms):
    cleaned, modules = clean(*rooms)

    assert cleaned == usual[0]
    assert "https://a.example/x" in cleaned[2]
    assert {"email.message", "socket"} & modules == set()
    assert {"email.message", "socket"} <= usual[1]
