"""Servers that misbehave, by name: what each does at `/feed.xml`, and the kind of problem that Planet must name.

The number in front of a name is the case's (tests/badcases).
"""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from plugins.loopback import LoopbackServer, RawConnection, Reply, SeenRequest

PATH = "/feed.xml"
RSS = b"<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><item><title>New</title><guid>n</guid></item>"
END = b"</channel></rss>"
FEED = RSS + END
HTML = b"<!doctype html><html><head><title>%s</title></head><body><p>%s</p></body></html>"

Raw = Callable[[RawConnection], object]


@dataclass(frozen=True)
class Misbehaviour:
    """`play` makes a server, good until now, misbehave; `kind` is what the report must say."""

    name: str
    kind: str
    play: Callable[[LoopbackServer], object]


def _raw(handler: Raw) -> Callable[[LoopbackServer], object]:
    def answer(connection: RawConnection, _: SeenRequest) -> None:
        handler(connection)

    return lambda server: server.serve_raw(PATH, answer)


def _says(data: bytes) -> Callable[[LoopbackServer], object]:
    return _raw(lambda connection: connection.send(data))


def _body(body: bytes, content_type: str = "application/xml", **more: str) -> Callable[[LoopbackServer], object]:
    headers = {"Content-Type": content_type, **{name.replace("_", "-"): value for name, value in more.items()}}
    return lambda server: server.serve(PATH, body, headers=headers, conditional=False)


def _status(status: int, body: bytes = b"no", **more: str) -> Callable[[LoopbackServer], object]:
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    return lambda server: server.serve(PATH, body, status=status, headers=headers, conditional=False)


def _redirects(location: str) -> Callable[[LoopbackServer], object]:
    return lambda server: server.redirect(PATH, location)


def _head(*lines: bytes) -> bytes:
    return b"\r\n".join((b"HTTP/1.1 200 OK", *lines, b"", b""))


def _bomb(codings: int) -> bytes:
    """Zeros that unpack to 200 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    packed = b"".join([packer.compress(bytes(1024 * 1024)) for _ in range(200)]) + packer.flush()
    for _ in range(codings - 1):
        packed = gzip.compress(packed)
    return packed


def _nested_loop(server: LoopbackServer) -> None:
    server.redirect(PATH, "/b")
    server.redirect("/b", PATH)


def _chain(server: LoopbackServer) -> None:
    server.redirect(PATH, "/hop1")
    for number in range(1, 20):
        server.redirect(f"/hop{number}", f"/hop{number + 1}")


def _cookie_wall(server: LoopbackServer) -> None:
    server.serve(PATH, status=302, headers={"Location": PATH, "Set-Cookie": "seen=1"})


def _refuses(server: LoopbackServer) -> None:
    server.close()


def _never_accepts(server: LoopbackServer) -> None:
    """The queue of connections is full: the kernel then answers no SYN."""
    server.close()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((server.address, server.port))
    listener.listen(0)
    waiting = [socket.socket() for _ in range(4)]
    for one in waiting:
        one.setblocking(False)  # noqa: FBT003 - socket's own
        one.connect_ex((server.address, server.port))
    server.kept = (listener, *waiting)  # type: ignore[attr-defined]  # open for as long as the server is


_LAUGHS = b"<!DOCTYPE rss [<!ENTITY a '%s'>%s]>" % (
    b"ha" * 100,
    b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)),
)
_OK = b"HTTP/1.1 200 OK\r\n"
_LONG_AUTHOR = b"<item><author>a@" + b"a." * 200_000 + b"!</author></item>"
_GZIPPED = gzip.compress(FEED * 200)

MISBEHAVIOURS = tuple(
    Misbehaviour(name, kind, play)
    for name, kind, play in (
        ("002_refused", "refused", _refuses),
        ("003_connect_hang", "timeout", _never_accepts),
        ("004_slow_loris", "timeout", _raw(lambda c: c.drip(_head(b"Content-Length: 99999") + b"<rss>" * 999, 0.2))),
        ("004_silent", "timeout", _raw(lambda c: c.hang())),
        ("004_silent_in_the_middle", "timeout", _raw(lambda c: (c.send(_head() + RSS), c.hang()))),
        ("004_dripping_headers", "timeout", _raw(lambda c: c.drip(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 9999, 0.2))),
        ("005_headers_never_end", "protocol", _raw(lambda c: (c.send(_OK), c.flood(b"X: y\r\n" * 99)))),
        ("005_one_endless_header", "protocol", _raw(lambda c: (c.send(_OK + b"X: "), c.flood(b"y" * 999)))),
        ("005_too_many_headers", "protocol", _says(_head(*[b"X-%d: y" % n for n in range(200)]) + FEED)),
        ("005_endless_continue", "protocol", _raw(lambda c: c.flood(b"HTTP/1.1 100 Continue\r\n\r\n"))),
        ("005_not_http", "protocol", _says(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")),
        ("007_truncated_content_length", "connection", _says(_head(b"Content-Length: 10000") + RSS)),
        ("007_reset", "connection", _raw(lambda c: (c.send(_head(b"Content-Length: 10000") + RSS), c.reset()))),
        ("007_closed_without_an_answer", "connection", _raw(lambda c: c.reset())),
        ("008_chunked_abort", "connection", _says(_head(b"Transfer-Encoding: chunked") + b"5\r\n<rss>\r\n")),
        ("008_bad_chunks", "protocol", _says(_head(b"Transfer-Encoding: chunked") + b"zz\r\n<rss>\r\n")),
        ("009_gzip_header_plain_body", "encoding", _body(FEED, Content_Encoding="gzip")),
        ("011_gzip_truncated", "encoding", _body(_GZIPPED[: len(_GZIPPED) // 2], Content_Encoding="gzip")),
        ("012_gzip_double_header", "encoding", _body(gzip.compress(_GZIPPED), Content_Encoding="gzip, gzip")),
        ("013_gzip_bomb", "too-big", _body(_bomb(1), Content_Encoding="gzip")),
        ("013_gzip_bomb_in_gzip", "too-big", _body(_bomb(2), Content_Encoding="gzip")),
        ("014_brotli_unasked", "encoding", _body(b"\x8b\x02\x80<rss>\x03", Content_Encoding="br")),
        ("014_zstd_unasked", "encoding", _body(b"\x28\xb5\x2f\xfd\x04\x00", Content_Encoding="zstd")),
        ("015_huge_plain", "too-big", _raw(lambda c: (c.send(_head() + RSS), c.flood(b"<item/>" * 9999)))),
        ("018_redirect_loop", "redirect", _nested_loop),
        ("018_redirect_chain", "redirect", _chain),
        ("019_redirect_self_cookie", "redirect", _cookie_wall),
        ("020_redirect_no_location", "redirect", _status(301)),
        ("020_redirect_bad_location", "redirect", _redirects("http://[")),
        ("021_redirect_file", "redirect", _redirects("file:///etc/passwd")),
        ("021_redirect_ftp", "redirect", _redirects("ftp://example.org/feed")),
        ("021_redirect_javascript", "redirect", _redirects("javascript:alert(1)")),
        ("024_304_without_cache", "status", _status(304)),
        ("027_200_empty", "empty", _body(b"")),
        ("028_200_whitespace", "empty", _body(b" \r\n\t\n")),
        ("029_html_error", "web-page", _body(HTML % (b"502", b"Bad gateway"), "text/html")),
        ("029_login_page", "web-page", _body(HTML % (b"Log in", b"<form><input type=password></form>"), "text/html")),
        ("029_bot_challenge", "status", _status(403, HTML % (b"Just a moment", b"x"), cf_mitigated="challenge")),
        ("030_json_error", "not-a-feed", _body(b'{"error": "no such feed"}', "application/json")),
        ("030_plain_not_found", "not-a-feed", _body(b"Not found", "text/plain")),
        ("031_204", "status", _status(204, b"")),
        ("031_206", "status", _status(206, FEED)),
        ("032_401", "status", _status(401, WWW_Authenticate="Basic")),
        ("032_403", "status", _status(403)),
        ("033_404", "status", _status(404)),
        ("033_410", "gone", _status(410)),
        ("034_429_seconds", "rate-limit", _status(429, Retry_After="3600")),
        ("034_429_absurd", "rate-limit", _status(429, Retry_After="1000000000")),
        ("034_503_date", "rate-limit", _status(503, Date="Mon, 23 Nov 2026 12:00:00 GMT",
                                               Retry_After="Mon, 23 Nov 2026 15:00:00 GMT")),
        ("034_429_negative", "rate-limit", _status(429, Retry_After="-5")),
        ("035_500", "status", _status(500)),
        ("039_status_that_is_none", "status", _status(799)),
        ("040_body_is_a_path", "not-a-feed", _body(b"/etc/passwd")),
        ("040_body_is_an_address", "not-a-feed", _body(b"http://internal.example/feed.xml")),
        ("046_nothing_but_entities", "malformed", _body(_LAUGHS + b"<rss><channel><title>&m;")),
        ("050_long_author", "too-slow", _body(RSS + _LONG_AUTHOR + END)),
        ("054_utf7", "malformed", _body(b"<?xml version='1.0' encoding='utf-7'?>" + FEED[21:])),
        ("056_opml", "not-a-feed", _body(b"<opml><body><outline xmlUrl='https://x.example/'/></body></opml>")),
        ("056_sitemap", "not-a-feed", _body(b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>")),
        ("056_xhtml_page", "web-page", _body(b"<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head></html>")),
        ("056_rsd", "not-a-feed", _body(b"<rsd version='1.0'><service/></rsd>")),
        ("056_atom_entry", "not-a-feed", _body(b"<entry xmlns='http://www.w3.org/2005/Atom'><title>x</title></entry>")),
        ("056_binary", "not-a-feed", _body(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf")),
    )
)  # fmt: skip


def flaky(good: bytes) -> Callable[[SeenRequest], Reply]:
    """Fails twice, then works."""
    answers = iter([Reply(b"", 500), Reply(b"", 502)])
    return lambda _: next(answers, Reply(good))
