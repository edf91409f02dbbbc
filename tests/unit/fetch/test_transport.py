"""What a request carries along, and what it leaves behind."""

from __future__ import annotations

import threading

FEED = b"<rss/>"


def test_proxies_and_passwords_of_the_environment_are_not_used(server, canary, ask, monkeypatch, tmp_path):
    server.serve("/feed", FEED)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, canary.url())
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))

    ask(server.url("/feed"))

    assert canary.requests == []
    assert server.requests[0].header("Authorization") is None


def test_no_thread_is_left_behind(server, ask):
    server.serve("/feed", FEED)

    ask(server.url("/feed"))

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("planet")]
