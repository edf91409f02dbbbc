from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from planet.render.filters import HUES, duration, hue, initials, make_filters, utc
from planet.render.languages import speak

MOMENT = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)
LONG_AGO = datetime(2024, 2, 29, 10, 0, tzinfo=UTC)


@pytest.fixture
def filters(theme):
    return lambda tag="en", zone="UTC": make_filters(speak(tag, zone, theme), MOMENT)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "Monday, 23 November 2026"),
        ("en-US", "Monday, November 23, 2026"),
        ("de", "Montag, 23. November 2026"),
        ("ru", "Понедельник, 23 ноября 2026 г."),
        ("ja", "2026年11月23日月曜日"),
        ("fr", "Lundi 23 novembre 2026"),
    ],
)
def test_a_day_is_said_in_the_planets_language(filters, tag, said):
    assert " ".join(filters(tag)["day"](date(2026, 11, 23)).split()) == said


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "Monday, 23 November"),
        ("en-US", "Monday, November 23"),
        ("ru", "Понедельник, 23 ноября"),
        ("fr", "Lundi 23 novembre 2026"),
    ],
)
def test_the_year_is_left_out_where_we_know_how(filters, tag, said):
    assert filters(tag)["day"](date(2026, 11, 23), False) == said  # noqa: FBT003 - as a template says it


def test_times_are_in_the_planets_time_zone_with_its_name(filters):
    berlin = filters(zone="Europe/Berlin")

    assert berlin["time"](MOMENT) == "00:05"
    assert berlin["full_time"](MOMENT) == "Tuesday, 24 November 2026, 00:05 CET"
    assert berlin["long_date"](MOMENT) == "24 November 2026"


def test_a_zone_without_a_short_name_is_said_by_its_offset(filters):
    assert filters("ru", "Europe/Berlin")["full_time"](MOMENT).endswith("00:05 UTC+01:00")


def test_a_short_date_says_the_year_only_when_it_is_another(filters):
    assert filters()["short_date"](MOMENT) == "23 Nov"
    assert filters()["short_date"](LONG_AGO) == "Feb 2024"


def test_numbers_and_sizes_have_their_units(filters):
    english, german = filters(), filters("de")

    assert english["number"](12400) == "12,400"
    assert german["number"](12400) == "12.400"
    assert [english["size"](n) for n in (900, 1_500, 24_300_000, 3_000_000_000)] == [
        "900 byte",
        "1.5 kB",
        "24 MB",
        "3 GB",
    ]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0:00"), (59, "0:59"), (2300, "38:20"), (3729, "1:02:09"), (-5, "0:00")]
)
def test_durations_look_like_a_players(seconds, said):
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Proofs & Pancakes", "PP"),
        ("Margins", "M"),
        ("тихая улица", "ТУ"),
        ("朝の手帖", "朝"),
        ("دفتر الطريق", "د"),
        ("🎈 <b>", "B"),
        ("✨", "•"),
        ("", "•"),
        ("ßeta x", "SS"),
    ],
)
def test_initials_are_letters_of_the_name(name, said):
    assert initials(name) == said


def test_a_name_keeps_its_hue_and_names_differ(theme):
    hues = {hue(f"Blog {n}") for n in range(500)}

    assert hue("Margins") == hue("Margins")
    assert len(hues) == HUES


def test_every_hue_has_a_class_in_the_style_sheet(theme):
    style = (theme.folder / "static" / "style.css").read_text(encoding="utf-8")

    assert [n for n in range(HUES) if f".hue-{n} {{" not in style] == []


def test_moments_are_rfc_3339_in_utc():
    assert utc(MOMENT) == "2026-11-23T23:05:00Z"
    assert utc(MOMENT.replace(microsecond=50)) == "2026-11-23T23:05:00.000050Z"
    assert utc(datetime(1, 1, 1, tzinfo=UTC)) == "0001-01-01T00:00:00Z"


@pytest.mark.parametrize("tag", ["en", "en-US", "de", "ru", "fa", "ja", "zh-TW", "my", "bg"])
def test_the_time_of_any_moment_is_what_the_locale_says_of_it(tag, filters):
    from babel.dates import format_time

    from planet.render.languages import _locale

    zone = ZoneInfo("Asia/Kathmandu")
    said = filters(tag, "Asia/Kathmandu")["time"]
    moments = [MOMENT + timedelta(minutes=97 * step, seconds=step) for step in range(40)]

    assert [said(one) for one in moments] == [format_time(one, "short", zone, _locale(tag)) for one in moments]


def test_no_locales_short_time_has_more_than_hours_and_minutes():
    """Else the time of a minute could not stand for that of a moment."""
    from babel.dates import get_time_format
    from babel.localedata import locale_identifiers

    patterns = {get_time_format("short", locale).pattern for locale in locale_identifiers()}

    letters = {
        letter
        for pattern in patterns
        for letter in re.sub("'[^']*'", "", pattern)
        if letter.isascii() and letter.isalpha()
    }
    assert letters <= set("HhKkmaBb")
