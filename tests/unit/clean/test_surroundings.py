"""The facts around one piece of HTML."""

from __future__ import annotations

import pytest

from planet.clean.surroundings import Surroundings, is_upgradable


def test_ids_start_with_the_name_of_the_entry():
    assert Surroundings(name="0a").id_prefix == "e-0a-"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("blog.example", True), ("localhost", False), ("x.localhost", False), ("127.0.0.1", False), ("::1", False)],
)
def test_names_are_asked_over_https_and_numbers_are_not(host, expected):
    assert is_upgradable(host) is expected
