"""Players and frames of known hosts: whose they are, and which page a reader would rather be sent to."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match, Pattern
from urllib.parse import parse_qs, urlsplit

from planet.values import dataclass

LONGEST_ADDRESS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an embed: its host's name as people say it, and the page for it."""

    host: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Host:
    name: str
    player: Pattern[str]
    page: Callable[[Match[str], str], str]


def _host(name: str, player: str, page: str) -> _Host:
    """A host whose page's address has parts of its player's."""
    return _Host(name=name, player=re.compile(player), page=lambda match, _address: match.expand(page))


def _same(name: str, player: str) -> _Host:
    """A host whose player is a page that can be opened by itself."""
    return _Host(name=name, player=re.compile(player), page=lambda _match, address: address)


def _asked(name: str, player: str, key: str) -> _Host:
    """A host whose player is told the page's address."""

    def page(_match: Match[str], address: str) -> str:
        found = parse_qs(urlsplit(address).query, max_num_fields=32).get(key, [""])[0]
        return found if found.startswith(("https://", "http://")) else address

    return _Host(name=name, player=re.compile(player), page=page)


_HOSTS = (
    _host("YouTube", r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com/embed/videoseries\?(?:.*&)?list=([\w-]{1,64})",
          r"https://www.youtube.com/playlist?list=\1"),
    _host("YouTube", r"(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:embed|v|e)/([\w-]{6,20})",
          r"https://www.youtube.com/watch?v=\1"),
    _same("YouTube", r"(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be)/"),
    _host("Vimeo", r"player\.vimeo\.com/video/(\d{1,15})", r"https://vimeo.com/\1"),
    _host("Vimeo", r"vimeo\.com/moogaloop\.swf\?(?:.*&)?clip_id=(\d{1,15})", r"https://vimeo.com/\1"),
    _host("Dailymotion", r"(?:www\.|geo\.)?dailymotion\.com/embed/video/(\w{1,32})",
          r"https://www.dailymotion.com/video/\1"),
    _asked("SoundCloud", r"w\.soundcloud\.com/player/?", "url"),
    _host("Spotify", r"open\.spotify\.com/embed(?:-podcast)?/([a-z]{1,16}/\w{1,64})", r"https://open.spotify.com/\1"),
    _host("Apple Podcasts", r"embed\.podcasts\.apple\.com/(.{1,500})", r"https://podcasts.apple.com/\1"),
    _host("Apple Music", r"embed\.music\.apple\.com/(.{1,500})", r"https://music.apple.com/\1"),
    _same("Bandcamp", r"bandcamp\.com/EmbeddedPlayer"),
    _host("CodePen", r"codepen\.io/([\w-]{1,64})/embed/(?:preview/)?(\w{1,64})", r"https://codepen.io/\1/pen/\2"),
    _same("JSFiddle", r"(?:www\.)?jsfiddle\.net/"),
    _same("CodeSandbox", r"codesandbox\.io/"),
    _same("StackBlitz", r"stackblitz\.com/"),
    _host("Instagram", r"(?:www\.)?instagram\.com/(p|reel|tv)/([\w-]{1,64})", r"https://www.instagram.com/\1/\2/"),
    _asked("Facebook", r"(?:www\.)?facebook\.com/plugins/", "href"),
    _same("Twitter", r"(?:platform\.|www\.)?(?:twitter|x)\.com/"),
    _host("TikTok", r"(?:www\.)?tiktok\.com/(@[\w.-]{1,64}/video/\d{1,32})", r"https://www.tiktok.com/\1"),
    _host("TikTok", r"(?:www\.)?tiktok\.com/embed/(?:v\d/)?(\d{1,32})", r"https://www.tiktok.com/video/\1"),
    _host("Bilibili", r"player\.bilibili\.com/player\.html\?(?:.*&)?bvid=(\w{1,32})",
          r"https://www.bilibili.com/video/\1"),
    _host("TED", r"embed\.ted\.com/(talks/.{1,200})", r"https://www.ted.com/\1"),
    _host("Loom", r"(?:www\.)?loom\.com/embed/(\w{1,64})", r"https://www.loom.com/share/\1"),
    _host("Twitch", r"player\.twitch\.tv/\?(?:.*&)?video=v?(\d{1,20})", r"https://www.twitch.tv/videos/\1"),
    _same("Twitch", r"(?:player|clips)\.twitch\.tv/"),
    _same("SlideShare", r"(?:www\.)?slideshare\.net/"),
    _same("Speaker Deck", r"speakerdeck\.com/"),
    _same("Google Maps", r"(?:www|maps)\.google\.[a-z.]{2,6}/maps"),
    _same("Google Docs", r"docs\.google\.com/"),
    _same("OpenStreetMap", r"(?:www\.)?openstreetmap\.org/"),
    _same("Internet Archive", r"(?:www\.)?archive\.org/embed/"),
    _host("Mastodon", r"([a-z0-9.-]{1,253}/@[\w.@-]{1,128}/\d{1,32})/embed", r"https://\1"),
    _host("PeerTube", r"([a-z0-9.-]{1,253})/videos/embed/([\w-]{8,64})", r"https://\1/w/\2"),
    _host("Bluesky", r"embed\.bsky\.app/embed/([\w.:%-]{1,128})/app\.bsky\.feed\.post/(\w{1,32})",
          r"https://bsky.app/profile/\1/post/\2"),
    _host("Threads", r"(?:www\.)?threads\.(?:net|com)/(@[\w.]{1,64}/post/[\w-]{1,32})", r"https://www.threads.net/\1"),
    _host("Pinterest", r"(?:[a-z]{2,3}\.|www\.)?pinterest\.[a-z.]{2,6}/pin/(\d{1,32})", r"https://www.pinterest.com/pin/\1/"),
    _same("Bluesky", r"bsky\.app/profile/"),
    _same("Facebook", r"(?:www\.)?facebook\.com/"),
    _same("Reddit", r"(?:www\.)?reddit\.com/r/"),
    _host("asciinema", r"asciinema\.org/a/(\w{1,64})\.js", r"https://asciinema.org/a/\1"),
    _host("GitLab", r"gitlab\.com/((?:[\w./-]{1,200}/)?snippets/\d{1,16})\.js", r"https://gitlab.com/\1"),
    _host("GitHub Gist", r"gist\.github\.com/(?:[\w-]{1,64}/)?([0-9a-f]{20,64})\Z", r"https://gist.github.com/\1"),
    _host("GitHub Gist", r"gist\.github\.com/([\w./-]{1,200}?)\.(?:js|pibb)", r"https://gist.github.com/\1"),
)  # fmt: skip


def known_embed(address: str) -> Known | None:
    """What is known of the embed at an http(s) address; None where nothing is."""
    if len(address) > LONGEST_ADDRESS:
        return None
    bare = address.partition("://")[2]
    for host in _HOSTS:
        if match := host.player.match(bare):
            return Known(host=host.name, page=host.page(match, address))
    return None
