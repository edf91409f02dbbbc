from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from planet.model.atom import Feed
from planet.model.fetching import FeedHealth
from planet.model.site import SourceView
from planet.render.sources import public_address


def rows(page: str) -> dict[str, str]:
    items = html.document_fromstring(page).xpath("//ul[@class='sources']/li")
    return {
        item.xpath("string(.//p[@class='source'])").strip(): " ".join(item.text_content().split()) for item in items
    }


def with_source(view, **fields):
    feed = Feed(url="https://x.example/feed", title="X", site_link="https://x.example/")
    health = FeedHealth(feed_url=feed.url, **fields.pop("health", {}))
    return replace(view, sources=(SourceView(feed=replace(feed, **fields), health=health),))


def test_sources_stand_by_name_with_their_newest_entry(render, view):
    found = rows(render(view)["sources/index.html"])

    assert list(found)[:3] == ["Gone Fishing", "Margins", "Pocket Notes"]
    assert "Newest entry: 23 November 2026" in found["Margins"]


def test_a_failing_source_says_since_when_and_why(render, view):
    found = rows(render(view)["sources/index.html"])

    assert (
        "Could not be read since 14 November 2026: The file lighthouse.xml does not exist."
        in found["The Old Lighthouse"]
    )


def test_every_state_has_its_sentence(render, view):
    said = {
        "new": "Has not been read yet.",
        "failing": "Could not be read lately.",
        "gone": "Its site says that the feed is gone for good.",
        "moved": "Has moved to a new address.",
    }
    sources = tuple(with_source(view, title=state, health={"state": state}).sources[0] for state in said)

    found = rows(render(replace(view, sources=sources))["sources/index.html"])

    assert [state for state in said if said[state] not in found[state]] == []


def test_the_times_of_tries_are_on_no_page(render, view):
    early = datetime(2026, 11, 23, tzinfo=UTC)
    tries = [early + timedelta(hours=hours) for hours in (1, 2)]

    one, two = (
        render(with_source(view, health={"state": "ok", "last_try_at": at, "last_ok_at": at, "next_try_at": at}))
        for at in tries
    )

    assert one == two


def test_an_address_with_a_password_is_on_no_page_and_in_no_feed(render, view):
    assert not any("secret" in text for text in render(view).values())


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.example/feed", True),
        ("http://x.example/feed?a=@b", True),
        ("https://user@x.example/feed", False),
        ("https://user:pass@x.example/feed", False),
        ("feeds/local.xml", False),
        ("javascript:alert(1)", False),
        ("https://[broken", False),
    ],
)
def test_only_addresses_anybody_may_know_are_public(url, shown):
    assert (public_address(url) is not None) == shown


def test_beside_the_river_the_freshest_sources_come_first(render, view):
    page = html.document_fromstring(render(view)["index.html"])

    names = [item.text_content().split("\n")[1].strip() for item in page.xpath("//aside//li")]

    assert names[0] == "Margins"
    assert names[-1] == "Gone Fishing"


def test_a_planet_of_a_thousand_feeds_keeps_its_index_small(render, view):
    from dataclasses import replace as with_fields

    many = tuple(
        with_fields(view.sources[0], feed=Feed(url=f"https://{n}.example/", title=f"Blog {n}")) for n in range(1000)
    )

    page = html.document_fromstring(render(replace(view, sources=many))["index.html"])

    assert len(page.xpath("//aside//li")) == 24
    assert page.xpath("string(//aside/p/a)") == "All 1,000 sources"


def test_hostile_names_are_text(render, view, hostile):
    hostile_health = {"state": "failing", "problem": hostile}

    for path, text in render(with_source(view, title=hostile, subtitle=hostile, health=hostile_health)).items():
        assert "<script" not in text, path
