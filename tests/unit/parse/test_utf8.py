"""Classes of characters in UTF-8 are those of Python's own expressions."""

from __future__ import annotations

import re

import pytest

from planet.parse.utf8 import late_in_utf8

SURROGATES = range(0xD800, 0xE000)
ALL = "".join(chr(code) for code in range(0x110000) if code not in SURROGATES)


@pytest.mark.parametrize(
    "ranges",
    [
        ("\u3041\u30ff", "\u3400\u4dbf", "\u4e00\u9fff", "\uf900\ufaff", "\uac00\ud7a3", "\U00020000\U0003ffff"),
        ("\u0370\u1dff", "\u3041\ud7a3"),
        ("\u0370\u03ff", "\u1f00\u1fff"),
        ("az", "\u0400\u04ff"),
        ("\0\U0010ffff",),
        ("\u07ff\u0800", "\uffff\U00010000"),
        ("\u3400\u3400",),
    ],
)
def test_a_class_has_the_same_characters_as_in_text(ranges):
    usual = re.compile("[" + "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in ranges) + "]")

    found = late_in_utf8(*ranges)().findall(ALL.encode())

    assert [each.decode() for each in found] == usual.findall(ALL)


def test_a_character_is_found_among_others_once():
    found = late_in_utf8("\u3400\u9fff")().findall("a東 京ё東".encode())

    assert found == ["東".encode(), "京".encode(), "東".encode()]
