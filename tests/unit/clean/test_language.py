"""Language and direction."""

from __future__ import annotations

import pytest

from planet.clean.language import direction, is_rtl, language_tag


@pytest.mark.parametrize(
    ("candidates", "tag"),
    [
        (("de", "en"), "de"),
        ((None, "", "en_US"), "en-US"),
        (("<script>", "zh-Hant-TW"), "zh-Hant-TW"),
        (("und", "x", " fr "), "fr"),
        (("english language",), None),
        ((), None),
    ],
)
def test_the_first_real_tag_is_the_language(candidates, tag):
    assert language_tag(*candidates) == tag


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ar", "مرحبا بالعالم", "rtl"),
        ("en", "مرحبا بالعالم", "rtl"),
        ("he", "Python עכשיו בעברית", "rtl"),
        ("he", "A title in English", "ltr"),
        (None, "Hello", "ltr"),
        (None, "Привет", "ltr"),
        ("fa", "123", "rtl"),
        ("en", "…", "ltr"),
        (None, "123", None),
    ],
)
def test_letters_decide_on_the_direction_and_then_the_language(lang, text, expected):
    assert direction(lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("ar", True), ("ar-EG", True), ("ku-Arab", True), ("ar-Latn", False), ("az", False), (None, False)],
)
def test_the_script_in_a_tag_outweighs_its_language(lang, expected):
    assert is_rtl(lang) is expected
