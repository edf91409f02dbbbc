from __future__ import annotations

from datetime import timedelta

import pytest

from planet.config import checks
from planet.config.keys import DAY, KIB, MIB, Key, Kind

COUNT = Key(name="count", kind=Kind.WHOLE, meaning="", least=1, most=512)
TIME = Key(name="time", kind=Kind.DURATION, meaning="", least=0, most=30 * DAY)
LONG_TIME = Key(name="time", kind=Kind.DURATION, meaning="", least=60, most=600)
SIZE = Key(name="size", kind=Kind.SIZE, meaning="", least=KIB, most=256 * MIB)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("My Planet", "My Planet"),
        ("2024", "2024"),
        ("1.50", "1.50"),
        ("2024-05-01", "2024-05-01"),
        ("no", "no"),
        ("On", "On"),
        ("'  a   b\n\n c '", "a b c"),
        ('"a\\x07b\\u202Ec\\uFEFF"', "abc"),
        ('"tab\\there"', "tab here"),
        ('"\\u0645\\u06cc\\u200c\\u062e"', "می\u200cخ"),
        ("👩‍🚀", "👩‍🚀"),
    ],
)
def test_text_is_taken_as_written_without_controls(reading, written, text):
    assert checks.read_text(reading(written).value) == text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[a]", "found a list, but a text is wanted"),
        ("{a: b}", "found a mapping, but a text is wanted"),
        ("''", "is empty"),
        ('"\\u200b\\x07 "', "is empty"),
        ("x" * 501, "has 501 characters, more than 500"),
    ],
)
def test_what_is_no_text_is_named(reading, written, said):
    found = reading(written)

    assert checks.read_text(found.value) is None
    assert found.said() == said


def test_markdown_keeps_its_lines(reading):
    assert checks.read_markdown(reading('"# A\\n\\n\\ttext\\a\\n"').value) == "# A\n\n\ttext"
    assert checks.read_markdown(reading("[a]").value) is None


def test_an_identity_keeps_the_spaces_inside(reading):
    assert checks.read_identity(reading("' tag:example.org,2024:a  b '").value) == "tag:example.org,2024:a  b"
    assert checks.read_identity(reading("[a]").value) is None


def test_a_list_of_texts_has_each_once_in_the_order_written(reading):
    assert checks.read_texts(reading("[b, 2024, no, b]").value) == ("b", "2024", "no")


@pytest.mark.parametrize(("written", "number"), [("1", 1), ("512", 512), ("+5", 5), ("1_0", 10)])
def test_a_whole_number_within_its_range_is_read(reading, written, number):
    assert checks.read_whole(reading(written, COUNT).value) == number


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0", "0 is out of range (1 to 512)"),
        ("513", "513 is out of range (1 to 512)"),
        ("-5", "-5 is out of range (1 to 512)"),
        ("1.5", 'found a number "1.5", but a whole number is wanted'),
        ("many", 'found the text "many", but a whole number is wanted'),
        ("'5'", 'found the text "5", but a whole number is wanted\n  hint: write 5 without quotes'),
        ("010", 'found a whole number "010", but a whole number is wanted'),
        ("1:30", 'found a whole number "1:30", but a whole number is wanted'),
        ("yes", 'found yes or no "yes", but a whole number is wanted'),
        ("!!int x", 'found a whole number "x", but a whole number is wanted'),
        ("[1]", "found a list, but a whole number is wanted"),
    ],
)
def test_what_is_no_whole_number_in_range_is_named(reading, written, said):
    found = reading(written, COUNT)

    assert checks.read_whole(found.value) is None
    assert found.said() == said


def test_a_number_of_ten_thousand_digits_is_refused_without_work(reading):
    assert checks.read_whole(reading("9" * 10_000, COUNT).value) is None


@pytest.mark.parametrize(("written", "truth"), [("true", True), ("no", False), ("ON", True), ("False", False)])
def test_true_and_false_are_read_in_the_words_of_yaml(reading, written, truth):
    assert checks.read_yes_no(reading(written).value) is truth


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("'true'", 'found the text "true", but true or false is wanted\n  hint: write true without quotes'),
        ("1", 'found a whole number "1", but true or false is wanted'),
        ("!!bool maybe", 'found yes or no "maybe", but true or false is wanted'),
        ("{}", "found a mapping, but true or false is wanted"),
    ],
)
def test_what_is_neither_true_nor_false_is_named(reading, written, said):
    found = reading(written)

    assert checks.read_yes_no(found.value) is None
    assert found.said() == said


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("30s", timedelta(seconds=30)),
        ("30m", timedelta(minutes=30)),
        ("12h", timedelta(hours=12)),
        ("'7d'", timedelta(days=7)),
        ("0", timedelta()),
        ("0s", timedelta()),
    ],
)
def test_a_duration_is_a_number_with_a_unit_or_zero(reading, written, duration):
    assert checks.read_duration(reading(written, TIME).value) == duration


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("30", '"30" is not a duration\n  hint: a unit is missing; did you mean "30s"?'),
        ("30 minutes", '"30 minutes" is not a duration\n  hint: did you mean "30m"?'),
        ("30S", '"30S" is not a duration\n  hint: did you mean "30s"?'),
        ("soon", '"soon" is not a duration\n  hint: write it like 30s, 30m, 12h, 7d or 0'),
        ("1.5h", '"1.5h" is not a duration\n  hint: write it like 30s, 30m, 12h, 7d or 0'),
        ("-1s", '"-1s" is not a duration\n  hint: write it like 30s, 30m, 12h, 7d or 0'),
        ("1:30", '"1:30" is not a duration\n  hint: write it like 30s, 30m, 12h, 7d or 0'),
        ("²s", '"²s" is not a duration\n  hint: write it like 30s, 30m, 12h, 7d or 0'),
        ("31d", "31d is out of range (0 to 30d)"),
        ("[30s]", "found a list, but a duration is wanted"),
    ],
)
def test_what_is_no_duration_gets_the_one_that_was_meant(reading, written, said):
    found = reading(written, TIME)

    assert checks.read_duration(found.value) is None
    assert found.said() == said


@pytest.mark.parametrize(
    ("written", "said"), [("59s", "59s"), ("0", "0"), ("11m", "11m"), ("90m", "90m"), ("999999999d", "999999999d")]
)
def test_a_duration_out_of_range_names_the_range_as_one_writes_it(reading, written, said):
    found = reading(written, LONG_TIME)

    assert checks.read_duration(found.value) is None
    assert found.said() == f"{said} is out of range (1m to 10m)"


@pytest.mark.parametrize(
    ("written", "size"), [("10 MiB", 10 * MIB), ("512KiB", 512 * KIB), ("2000", 2000), ("0005000", 5000)]
)
def test_a_size_is_a_number_of_bytes_with_or_without_a_unit(reading, written, size):
    assert checks.read_size(reading(written, SIZE).value) == size


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("10 MB", '"10 MB" is not a size\n  hint: did you mean "10 MiB"?'),
        ("10m", '"10m" is not a size\n  hint: did you mean "10 MiB"?'),
        ("1.5 MiB", '"1.5 MiB" is not a size\n  hint: write it like 10 MiB, 512 KiB or 1000 (bytes)'),
        ("1000", "1000 is out of range (1 KiB to 256 MiB)"),
        ("1 GiB", "1 GiB is out of range (1 KiB to 256 MiB)"),
        ("[]", "found a list, but a size is wanted"),
    ],
)
def test_what_is_no_size_gets_the_one_that_was_meant(reading, written, said):
    found = reading(written, SIZE)

    assert checks.read_size(found.value) is None
    assert found.said() == said


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"),
        ("no", "no"),  # Norwegian, which YAML 1.1 takes for "false"
        ("PT-br", "pt-BR"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"),
        ("sr-latn", "sr-Latn"),
        ("de-1996", "de-1996"),
        ("ca-valencia", "ca-valencia"),
        ("en-a-bb-x-cc", "en-a-bb-x-cc"),
        ("yue", "yue"),
    ],
)
def test_a_language_tag_is_read_in_its_usual_case(reading, written, tag):
    assert checks.read_language(reading(written).value) == tag


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("en_US", 'did you mean "en-US"?'),
        ("de_DE.UTF-8", 'did you mean "de-DE"?'),
        ("english", "write it like en, de, pt-BR or zh-Hans"),
        ("e", "write it like en, de, pt-BR or zh-Hans"),
        ("en-", "write it like en, de, pt-BR or zh-Hans"),
        ("'en\"><script>'", "write it like en, de, pt-BR or zh-Hans"),
        ("en-x-" + "-".join(["abcdefgh"] * 9), None),
    ],
)
def test_what_is_no_language_tag_gets_a_hint(reading, written, hint):
    found = reading(written)

    assert checks.read_language(found.value) is None
    assert " is not a language tag\n  hint: " in found.said()
    assert hint is None or found.said().endswith(hint)


@pytest.mark.parametrize(
    "name", ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Etc/GMT+5"]
)
def test_a_time_zone_of_the_iana_database_is_read(reading, name):
    assert checks.read_zone(reading(name).value) == name


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("europe/berlin", 'did you mean "Europe/Berlin"?'),
        ("Berlin", 'did you mean "Europe/Berlin"?'),
        ("New York", 'did you mean "America/New_York"?'),
        ("Europe/Berlim", 'did you mean "Europe/Berlin"?'),
        ("localtime", "write a name like Europe/Berlin or UTC"),
        ("../../etc/passwd", "write a name like Europe/Berlin or UTC"),
        ("+02:00", "write a name like Europe/Berlin or UTC"),
    ],
)
def test_what_is_no_time_zone_gets_the_one_that_was_meant(reading, written, hint):
    found = reading(written)

    assert checks.read_zone(found.value) is None
    assert found.said() == f'"{written}" is not a time zone\n  hint: {hint}'


def test_a_web_address_is_read_in_its_one_form(reading):
    assert checks.read_web_address(reading("HTTPS://Example.org/A").value) == "https://example.org/A"


def test_a_word_of_yaml_is_no_web_address(reading):
    found = reading("on")

    assert checks.read_web_address(found.value) is None
    assert found.said() == ('"on" is not an http or https address\n  hint: did you mean "https://on"?')


@pytest.mark.parametrize(
    ("written", "good"), [("a@example.org", True), ("a.example.org", False), ("'a@b@c'", False), ("'a b@c'", False)]
)
def test_an_email_address_has_one_at_sign(reading, written, good):
    found = reading(written)

    assert (checks.read_email(found.value) is not None) is good
    assert bool(found.problems) is not good


@pytest.mark.parametrize(
    ("written", "good"), [("default", True), ("my-theme-2", True), ("My", False), ("../x", False), ("-x", False)]
)
def test_the_name_of_a_theme_is_made_of_small_letters_digits_and_hyphens(reading, written, good):
    found = reading(written)

    assert (checks.read_theme(found.value) == written) is good
    assert bool(found.problems) is not good


@pytest.mark.parametrize(
    "reader",
    [checks.read_language, checks.read_zone, checks.read_web_address, checks.read_email, checks.read_theme],
)
def test_a_list_is_never_a_word(reading, reader):
    found = reading("[a]")

    assert reader(found.value) is None
    assert found.said().startswith("found a list, but ")
