"""Names that lead somewhere, nowhere, or take their time."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from planet.errors import Kind
from planet.fetch.internet import Internet, resolve_name
from planet.model.fetching import Fetched


def failing(error):
    def resolve(_host):
        raise error

    return Internet(resolve=resolve)


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "no such host: blog.example"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "no answer about the host blog.example"),
        (OSError("x"), "cannot look up the host blog.example"),
    ],
)
def test_a_name_without_an_address_is_named(error, problem, ask):
    result = ask("http://blog.example/", internet=failing(error))

    assert (result.kind, result.problem) == (Kind.DNS, problem)


@pytest.mark.parametrize("host", ["a..b", "." * 5, "x" * 64 + ".example"])
def test_a_name_that_cannot_exist_is_a_failed_feed(host, ask):
    assert ask(f"http://{host}/").kind in {Kind.DNS, Kind.ADDRESS}


def test_a_name_server_that_hangs_costs_the_connect_limit_and_delays_no_end(server, crawl_all):
    server.serve("/feed", b"<rss/>")
    forever = threading.Event()

    def resolve(host):
        if host == "hangs.example":
            forever.wait(30)
        return ("127.0.0.1",)

    started = time.monotonic()
    results = crawl_all(
        [f"http://{name}.example:{server.port}/feed" for name in ("hangs", "works")], internet=Internet(resolve=resolve)
    )
    seconds = time.monotonic() - started
    forever.set()

    assert isinstance(results[0], Fetched)
    assert (results[1].kind, results[1].problem) == (Kind.TIMEOUT, "no connection within 0.3 s")
    assert seconds < 1


def test_the_systems_resolver_reads_odd_spellings_which_is_why_the_answer_is_checked():
    assert resolve_name("0x7f.1") == ("127.0.0.1",)
