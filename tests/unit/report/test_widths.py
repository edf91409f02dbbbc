import pytest

from planet.report.widths import columns, fitted


@pytest.mark.parametrize(
    ("text", "width"), [("plain", 5), ("日本", 4), ("e\u0301", 1), ("한글 x", 6), ("кот", 3), ("", 0)]
)
def test_wide_letters_take_two_columns_and_marks_none(text, width):
    assert columns(text) == width


@pytest.mark.parametrize(
    "text", ["", "short", "exactly te", "much longer than ten", "日本語のとても長い題名", "abcdefgh日本"]
)
def test_a_column_is_as_wide_as_it_is(text):
    assert columns(fitted(text, 10)) == 10


def test_what_is_cut_says_so():
    assert fitted("much longer than ten", 10) == "much long…"
    assert fitted("日本語のとても長い題名", 10) == "日本語の… "
