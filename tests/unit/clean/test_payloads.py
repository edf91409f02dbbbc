"""Every attack of the shared sets, as content: nothing outside the policy is left, and cleaning again changes nothing.

What came out is read by a third parser (libxml2's), which shares nothing with the two that made it.
"""

from __future__ import annotations

import io
import json
import re
import warnings

import lxml.html
import pytest

from planet.clean.html import clean_html, sanitize
from planet.clean.policy import ENTRY_POLICY
from planet.clean.surroundings import Surroundings

OWN = "https://blog.example/post"
AROUND = Surroundings(name="0a", base=OWN, own=OWN, bases=(OWN,), label="Title")
ALLOWED_SCHEME = re.compile(
    r"(?:https?://|mailto:|tel:|xmpp:|magnet:|data:image/(?:png|gif|jpeg|webp|avif);|#e-0a-)", re.IGNORECASE
)

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def payloads(shared):
    found = {}
    for path in sorted((shared / "corpus" / "xss").glob("*.json")):
        for one in json.loads(path.read_text("utf-8")):
            found[one["sha256"]] = one["payload"]
    return [found[digest] for digest in sorted(found)]


def outside_the_policy(html):
    """What an independent parser finds that should not be there."""
    for element in lxml.html.fragment_fromstring(f"<div>{html}</div>").iterdescendants():
        if element.tag not in ENTRY_POLICY.elements:
            yield element.tag
        for name, value in element.attrib.items():
            if not ENTRY_POLICY.permits(element.tag, name, value):
                yield f"{element.tag} {name}={value!r}"
            if name in {"href", "src", "cite", "poster"} and not ALLOWED_SCHEME.match(value):
                yield f"{name}={value!r}"


def test_no_payload_leaves_anything_outside_the_policy(payloads):
    found = {payload: list(outside_the_policy(clean_html(payload, AROUND).html)) for payload in payloads}

    assert len(payloads) > 1500
    assert {payload: wrong for payload, wrong in found.items() if wrong} == {}


def test_cleaning_a_payload_twice_changes_nothing(payloads):
    cleaned = {payload: clean_html(payload, AROUND).html for payload in payloads}

    assert [payload for payload, html in cleaned.items() if sanitize(html, AROUND) != html] == []


def test_payloads_inside_one_another_leave_nothing_either(payloads):
    """Each payload inside an attribute, a formula, a table and an unclosed element."""
    frames = (
        '<p title="{}">x',
        "<math><mtext>{}</mtext></math>",
        "<table><caption>{}</caption></table>",
        "<b><a href=x>{}",
    )
    wrong = [
        (frame, payload)
        for payload in payloads
        for frame in frames
        if list(outside_the_policy(clean_html(frame.replace("{}", payload), AROUND).html))
    ]

    assert wrong == []


def test_both_looks_agree_about_every_entry_of_the_corpus(shared):
    feedparser = pytest.importorskip("feedparser")
    disagreed, unsettled, shortened, count = [], [], [], 0
    for path in sorted((shared / "corpus" / "feeds").iterdir()):
        if path.suffix in {".tsv", ".json"}:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = feedparser.parse(io.BytesIO(path.read_bytes()), sanitize_html=False, resolve_relative_uris=False)
        for number, entry in enumerate(parsed.entries):
            text = max((one.get("value") or "" for one in entry.get("content") or ()), key=len, default="")
            text = text or entry.get("summary") or ""
            cleaned = clean_html(text, AROUND)
            count += 1
            place = f"{path.name} #{number}"
            disagreed += [place] if not cleaned.agreed else []
            shortened += [place] if cleaned.problem else []
            if number % 10 == 0 and sanitize(cleaned.html, AROUND) != cleaned.html:
                unsettled.append(place)

    assert count > 8000
    assert (disagreed, unsettled, shortened) == ([], [], [])
