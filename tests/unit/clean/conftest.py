"""What the tests of the clean room have in common: one entry's surroundings, and short ways to clean against them."""

from __future__ import annotations

import pytest

from planet.clean.bounds import STRANGERS
from planet.clean.html import clean_html
from planet.clean.html_tree import parse
from planet.clean.surroundings import Surroundings

OWN = "https://blog.example/post"


@pytest.fixture(scope="session")
def around():
    """An entry named 0a at https://blog.example/post, with the title "Title"."""
    return Surroundings(name="0a", base=OWN, own=OWN, bases=(OWN,), label="Title")


@pytest.fixture(scope="session")
def clean(around):
    """HTML → clean HTML in `around`."""

    def clean_in_entry(html: str) -> str:
        return clean_html(html, around).html

    return clean_in_entry


@pytest.fixture(scope="session")
def tree_of():
    """HTML → the root of its tree."""

    def root_of(html: str):
        return parse(html, STRANGERS).root

    return root_of
