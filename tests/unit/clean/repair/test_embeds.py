"""What embeds another page becomes a link to it."""

from __future__ import annotations

import re

import pytest

from planet.clean.html import clean_html

REL = ' rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (
            '<iframe src="//video.example/1" title="My talk">old browser</iframe>',
            f'<p><a href="https://video.example/1"{REL}>My talk</a></p>',
        ),
        (
            '<p>a <iframe src="https://video.example/1"></iframe></p>',
            f'<p>a <a href="https://video.example/1"{REL}>video.example</a></p>',
        ),
        (
            '<object><param name="movie" value="https://video.example/1"><embed src="https://video.example/2"></object>',
            f'<p><a href="https://video.example/1"{REL}>video.example</a></p>',
        ),
        ('<embed src="https://video.example/1">', f'<p><a href="https://video.example/1"{REL}>video.example</a></p>'),
        ('<iframe src="javascript:alert(1)"></iframe>', ""),
        ('<iframe srcdoc="&lt;script&gt;"></iframe>', ""),
        ('<object data="data:text/html,x">x</object>', ""),
    ],
)
def test_an_embed_is_a_link_when_it_has_an_address(clean, html, shown):
    assert clean(html) == shown


def test_what_became_a_link_is_named(around):
    removed = clean_html("<iframe src=//x.example></iframe><iframe src=//y.example></iframe>", around).removed

    assert removed == ("iframe → link ×2",)


@pytest.mark.parametrize(
    ("player", "page", "host"),
    [
        (
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "YouTube",
        ),
        ("//player.vimeo.com/video/123456", "https://vimeo.com/123456", "Vimeo"),
        ("https://open.spotify.com/embed/track/2D3gv", "https://open.spotify.com/track/2D3gv", "Spotify"),
        ("https://codepen.io/A/embed/preview/abc/?x=1", "https://codepen.io/A/pen/abc", "CodePen"),
        (
            "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b",
            "https://soundcloud.com/a/b",
            "SoundCloud",
        ),
        ("https://mastodon.example/@ann/1234/embed", "https://mastodon.example/@ann/1234", "Mastodon"),
        ("https://gist.github.com/ann/0a.pibb", "https://gist.github.com/ann/0a", "GitHub Gist"),
    ],
)
def test_a_known_host_gets_a_card(clean, player, page, host):
    html = clean(f'<iframe src="{player}" title="My talk"></iframe>')

    assert html == f'<figure><a href="{page}"{REL}>My talk</a><figcaption>{host}</figcaption></figure>'


@pytest.mark.parametrize(
    ("html", "page"),
    [
        (
            '<amp-youtube data-videoid="dQw4w9WgXcQ" layout="responsive"></amp-youtube>',
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        ('<amp-twitter data-tweetid="12"></amp-twitter>', "https://twitter.com/i/status/12"),
        (
            '<amp-iframe src="https://map.example/x"><amp-img placeholder></amp-img></amp-iframe>',
            "https://map.example/x",
        ),
        ('<script src="https://gist.github.com/ann/0a.js"></script>', "https://gist.github.com/ann/0a"),
        ('<iframe data-src="https://player.vimeo.com/video/1" src="about:blank"></iframe>', "https://vimeo.com/1"),
    ],
)
def test_lazy_and_amp_embeds_are_links_too(clean, html, page):
    assert f'href="{page}"' in clean(html)


def test_what_a_mastodon_post_quotes_stays(clean):
    html = clean(
        '<blockquote class="mastodon-embed" data-embed-url="https://m.example/@ann/1/embed"><a href="https://m.example/@ann/1">'
        '<svg></svg><div>Post by @ann</div><div>View on Mastodon</div></a></blockquote><script src="https://m.example/embed.js">'
        "</script>"
    )

    assert '<a href="https://m.example/@ann/1"' in html
    assert "Post by @ann" in html


@pytest.mark.parametrize(
    "player",
    [
        "https://www.youtube.com/embed/javascript:alert(1)",
        "https://w.soundcloud.com/player/?url=javascript:alert(1)",
        "https://www.facebook.com/plugins/post.php?href=data:text/html,x",
        "https://www.instagram.com/p/%22onclick=alert(1)/",
        "https://gist.github.com/../..//evil.example/x.js",
        'https://embed.podcasts.apple.com/"><script>alert(1)</script>',
    ],
)
def test_no_player_talks_a_card_into_harm(clean, player):
    html = clean(f"<iframe src='{player}'></iframe>")

    assert html == "" or 'href="https://' in html
    assert "<script" not in html


def test_native_media_have_controls_and_do_not_play_by_themselves(clean):
    html = clean(
        '<video src="/a.mp4" autoplay loop muted width=320></video><amp-audio src="/a.mp3" autoplay></amp-audio>'
    )

    assert html.count("controls") == 2
    assert "autoplay" not in html


@pytest.mark.parametrize(
    ("html", "address", "host"),
    [
        (
            '<lite-youtube videoid="abcdefghijk"></lite-youtube>',
            "https://www.youtube.com/watch?v=abcdefghijk",
            "YouTube",
        ),
        ('<lite-vimeo videoid="12"></lite-vimeo>', "https://vimeo.com/12", "Vimeo"),
        (
            '<iframe src="https://embed.bsky.app/embed/did:plc:a/app.bsky.feed.post/3k"></iframe>',
            "https://bsky.app/profile/did:plc:a/post/3k",
            "Bluesky",
        ),
        ('<script src="https://asciinema.org/a/14.js"></script>', "https://asciinema.org/a/14", "asciinema"),
        ('<script src="https://gitlab.com/-/snippets/1.js"></script>', "https://gitlab.com/-/snippets/1", "GitLab"),
        (
            '<script class="speakerdeck-embed" data-id="0a1b" src="//speakerdeck.com/assets/embed.js"></script>',
            "https://speakerdeck.com/player/0a1b",
            "Speaker Deck",
        ),
        (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/A/"></blockquote>',
            "https://www.instagram.com/p/A/",
            "Instagram",
        ),
        (
            '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@u/video/1"><section></section></blockquote>',
            "https://www.tiktok.com/@u/video/1",
            "TikTok",
        ),
        (
            '<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@u/post/C"></blockquote>',
            "https://www.threads.net/@u/post/C",
            "Threads",
        ),
        (
            '<div class="fb-post" data-href="https://www.facebook.com/x/posts/1"></div>',
            "https://www.facebook.com/x/posts/1",
            "Facebook",
        ),
        (
            '<div class="wp-block-embed__wrapper">\nhttps://twitter.com/n/status/1\n</div>',
            "https://twitter.com/n/status/1",
            "Twitter",
        ),
        (
            '<amp-gist data-gistid="0123456789abcdef0123"></amp-gist>',
            "https://gist.github.com/0123456789abcdef0123",
            "GitHub",
        ),
    ],
)
def test_what_a_script_would_show_is_a_link_to_it(clean, html, address, host):
    shown = clean(html)

    assert f'href="{address}"' in shown
    assert f"<figcaption>{host}" in shown


@pytest.mark.parametrize(
    "html",
    [
        '<blockquote class="instagram-media" data-instgrm-permalink="javascript:alert(1)"></blockquote>',
        '<div class="fb-post" data-href="data:text/html,x"></div>',
        '<div class="wp-block-embed__wrapper">javascript:alert(1)</div>',
        '<lite-youtube videoid="x&quot; onclick=&quot;alert(1)"></lite-youtube>',
        '<amp-facebook data-href="javascript:alert(1)"></amp-facebook>',
        '<script class="speakerdeck-embed" data-id="../../../x" src="//speakerdeck.com/assets/embed.js"></script>',
        '<script src="https://evil.example/?https://gist.github.com/a.js"></script>',
    ],
)
def test_a_payload_in_what_a_script_would_show_is_no_link(clean, html):
    shown = clean(html)

    assert not re.search(r'href="(?:javascript|data)|onclick="|evil', shown)


def test_what_has_its_link_gets_no_second(clean):
    box = '<div class="fb-post" data-href="https://www.facebook.com/x/posts/1"><a href="/p">x</a></div>'

    assert clean(box).count("<a ") == 1


def test_words_around_an_address_are_left_alone(clean):
    assert "<a" not in clean('<div class="wp-block-embed__wrapper">see https://x.example/ there</div>')


def test_an_embed_that_is_led_to_keeps_its_id(clean):
    shown = clean('<a href="#tool">Tool</a><iframe id="tool" src="https://tool.example/"></iframe>')

    assert 'href="#e-0a-tool"' in shown
    assert 'id="e-0a-tool"' in shown
