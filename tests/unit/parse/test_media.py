"""Files and pictures."""

import pytest

from planet.model.atom import Enclosure
from planet.parse.media import absolute, media_type, seconds_of, whole_number


def test_an_rss_enclosure(item):
    found = item('<guid>1</guid><enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="12345"/>')

    assert found.enclosures == (Enclosure(href="https://a.example/1.mp3", type="audio/mpeg", length_bytes=12345),)


def test_an_atom_enclosure(entry):
    found = entry('<id>1</id><link rel="enclosure" href="/1.ogg" type="audio/ogg" length="9" title="Talk"/>')

    assert found.enclosures == (
        Enclosure(href="https://blog.example/1.ogg", type="audio/ogg", length_bytes=9, title="Talk"),
    )
    assert found.links == ()


def test_a_podcast_says_how_long_it_is(item):
    found = item(
        '<enclosure url="https://a.example/1.mp3" type="audio/mpeg"/><itunes:duration>1:02:03</itunes:duration>'
    )

    assert found.enclosures[0].duration_s == 3723


def test_audio_and_video_of_media_rss_are_enclosures(item):
    found = item(
        '<media:group><media:content url="https://a.example/1.mp4" type="video/mp4" duration="60" fileSize="5"/>'
        '<media:content url="https://a.example/1.mp3" medium="audio"/>'
        '<media:content url="https://a.example/1.swf" type="application/x-shockwave-flash"/></media:group>'
    )

    assert found.enclosures == (
        Enclosure(href="https://a.example/1.mp4", type="video/mp4", duration_s=60, length_bytes=5),
        Enclosure(href="https://a.example/1.mp3", type="audio/mpeg"),
    )


def test_a_file_named_twice_is_one_file(item):
    found = item(
        '<enclosure url="https://a.example/1.mp3" type="audio/mpeg" length="1"/>'
        '<media:content url="https://a.example/1.mp3" type="audio/mpeg"/>'
    )

    assert [file.length_bytes for file in found.enclosures] == [1]


@pytest.mark.parametrize(
    "inside",
    [
        '<media:thumbnail url="https://a.example/i.jpg"/>',
        '<media:content url="https://a.example/i.jpg" medium="image"/>',
        '<media:content url="https://a.example/i.jpg" type="image/jpeg"/>',
        '<media:content url="https://a.example/i.jpg"/>',
        '<media:group><media:thumbnail url="/i.jpg"/></media:group><link>https://a.example/</link>',
        '<itunes:image href="https://a.example/i.jpg"/>',
        '<enclosure url="https://a.example/i.jpg" type="image/jpeg"/>',
    ],
)
def test_the_picture_of_an_entry(item, inside):
    assert item(f"<guid>1</guid>{inside}").image in {"https://a.example/i.jpg", "https://blog.example/i.jpg"}


def test_a_picture_of_media_rss_is_no_enclosure(item):
    assert item('<guid>1</guid><media:content url="https://a.example/i.jpg" medium="image"/>').enclosures == ()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("3723", 3723), ("62:03", 3723), ("1:02:03", 3723), ("12.5", 12), ("0", None), ("", None), ("-5", None),
     ("abc", None), ("9" * 500, None), ("1:2:3:4", None), ("999:00:00", None)],
)  # fmt: skip
def test_durations(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("declared", "href", "found"),
    [
        ("Audio/MPEG", "x", "audio/mpeg"),
        ("video/mp4; codecs=x", "x", "video/mp4"),
        ("", "https://a.example/b.MP3?x=1", "audio/mpeg"),
        ("mp3", "https://a.example/b.m4a#t", "audio/mp4"),
        ('a"/><b', "https://a.example/", None),
        ("", "https://a.example/x.exe", None),
    ],
)
def test_media_types(declared, href, found):
    assert media_type(declared, href) == found


@pytest.mark.parametrize(
    ("text", "number"),
    [("5", 5), ("1,024", 1024), ("0", None), ("-1", None), ("", None), ("9" * 99, None), ("1e5", None)],
)
def test_whole_numbers(text, number):
    assert whole_number(text, 10**6) == number


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/x", "https://a.example/x"),
        ("x y", "https://a.example/x%20y"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("http://[::1", "http://[::1"),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_addresses_are_made_absolute_where_that_can_be(address, found):
    assert absolute(address, "https://a.example/") == found


def test_without_a_base_a_relative_address_stays():
    assert absolute("/x", None) == "/x"
