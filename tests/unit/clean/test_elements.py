"""What some elements need besides the allow-list."""

from __future__ import annotations

import pytest

from planet.clean.html import clean_html
from planet.clean.surroundings import Surroundings

REL = ' rel="noopener nofollow ugc"'
LAZY = ' loading="lazy" decoding="async" referrerpolicy="no-referrer"'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<img src="a.png">', f'<img src="https://blog.example/a.png" alt=""{LAZY}>'),
        ('<img src="a.png" alt="A" title="T">', f'<img title="T" src="https://blog.example/a.png" alt="A"{LAZY}>'),
        (
            '<img src="a.png" width="100px" height="50%">',
            f'<img src="https://blog.example/a.png" alt="" width="100"{LAZY}>',
        ),
        ('<img src="javascript:x" alt="A">', "A"),
        ('<img alt="A">', "A"),
        ("<img>", ""),
        ('<img src="a.png" sizes="10px">', f'<img src="https://blog.example/a.png" alt=""{LAZY}>'),
        (
            '<picture><source srcset="a.webp"><img src="a.png"></picture>',
            f'<img src="https://blog.example/a.png" alt=""{LAZY}>',
        ),
        ('<img src="http://x.example/a.png">', f'<img src="https://x.example/a.png" alt=""{LAZY}>'),
        ('<img src="http://x.example:8080/a.png">', f'<img src="http://x.example:8080/a.png" alt=""{LAZY}>'),
        ('<img src="http://127.0.0.1/a.png">', f'<img src="http://127.0.0.1/a.png" alt=""{LAZY}>'),
        ('<img src="data:image/png;base64,AAAA">', f'<img src="data:image/png;base64,AAAA" alt=""{LAZY}>'),
    ],
)
def test_an_image_is_lazy_says_nothing_of_the_reader_and_has_an_alternative(clean, html, shown):
    assert clean(html) == shown


def test_on_a_site_without_https_images_keep_their_scheme():
    around = Surroundings(name="0a", https=False)

    assert 'src="http://x.example/a.png"' in clean_html('<img src="http://x.example/a.png">', around).html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            "<video src=v autoplay loop muted poster=/p></video>",
            '<video src="https://blog.example/v" poster="https://blog.example/p" controls="" preload="none"></video>',
        ),
        (
            '<audio><source src="a.ogg" type="audio/ogg">no</audio>',
            '<audio controls="" preload="none"><source src="https://blog.example/a.ogg" type="audio/ogg">no</audio>',
        ),
        ("<audio src=javascript:x>fallback</audio>", "fallback"),
        ("<p><source src=a.ogg>x</p>", "<p>x</p>"),
        ("<video src=v.mp4><track src=t.vtt></video>", None),
    ],
)
def test_media_have_controls_and_wait(clean, html, shown):
    cleaned = clean(html)

    assert shown is None or cleaned == shown
    assert "autoplay" not in cleaned
    assert "track" not in cleaned


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<a>x</a>", "x"),
        ('<a name="x">x</a>', "x"),
        ('<a href="https://x.example" hreflang="de" title="T" download ping="/p">x</a>', None),
        ("<bdo>x</bdo>", "x"),
        ("<span><span>x</span></span>", "x"),
        ("<pre>\n\nx</pre>", "<pre><span></span>\nx</pre>"),
        ("<pre>\nx</pre>", "<pre>x</pre>"),
    ],
)
def test_what_says_nothing_goes(clean, html, shown):
    with_all = f'<a title="T" href="https://x.example" hreflang="de"{REL}>x</a>'

    assert clean(html) == (shown if shown is not None else with_all)
