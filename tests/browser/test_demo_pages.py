"""The demo as its readers see it: at a desk and on a phone, by day and by night, at any address and from the disk."""

import http.server
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from lxml import html as lxml_html

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "index.html",
    "page/1/index.html",
    "sources/index.html",
    "subscribe/index.html",
    "about/index.html",
    "404.html",
)
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The demo, built below a folder `planet`."""
    folder = tmp_path_factory.mktemp("web")
    state = tmp_path_factory.mktemp("copy") / "planet"
    words = ["git", "ls-files", "-co", "--exclude-standard", "config.yaml", "examples", "pages"]
    for name in subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
        (state / name).parent.mkdir(parents=True, exist_ok=True)
        (state / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "planet", "build", "-q", "-c", state / "config.yaml", "-o", folder / "planet"]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def address(site):
    """The folder above the demo, over HTTP."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield instance
        instance.close()


def visit(browser, url, *, width=1280, scheme="light", javascript=True):
    """Open a page; returns it with the requests that failed, those that left the site, and what the console said."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=javascript
    )
    page = context.new_page()
    page.troubles = []
    page.on("requestfailed", lambda request: page.troubles.append(f"failed {request.url}"))
    page.on("console", lambda message: page.troubles.append(f"console {message.text}"))
    page.on("response", lambda one: page.troubles.append(f"{one.status} {one.url}") if one.status >= 400 else None)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(url)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360, 320])
def test_no_page_asks_for_what_is_not_there_or_is_wider_than_its_window(browser, address, width, scheme):
    for path in PAGES:
        page = visit(browser, f"{address}/planet/{path}", width=width, scheme=scheme)

        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (path, overflow) == (path, 0)
        assert (path, page.troubles) == (path, [])
        assert all(url.startswith((address, "data:")) for url in page.asked)
        page.context.close()


def test_it_reads_the_same_from_the_disk(browser, site):
    page = visit(browser, (site / "planet" / "index.html").as_uri())

    assert page.troubles == []
    assert page.evaluate("getComputedStyle(document.body).margin") is not None
    page.get_by_role("link", name="Sources", exact=True).first.click()
    assert page.url.endswith("/sources/index.html")


def test_the_colours_follow_the_readers_system(browser, address):
    def background(scheme):
        page = visit(browser, f"{address}/planet/index.html", scheme=scheme)
        colour = page.evaluate(
            "(() => { const c = document.createElement('canvas').getContext('2d');"
            "c.fillStyle = getComputedStyle(document.documentElement).backgroundColor; c.fillRect(0, 0, 1, 1);"
            "return c.getImageData(0, 0, 1, 1).data[0] })()"
        )
        page.context.close()
        return colour

    assert background("light") > 200
    assert background("dark") < 60


def test_a_footnote_leads_to_its_note_and_back(browser, address):
    page = visit(browser, f"{address}/planet/index.html")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    targets = page.evaluate(
        "[...document.querySelectorAll('article .content a[href^=\"#\"]')]"
        ".map(a => [a.getAttribute('href'), !!document.getElementById(a.getAttribute('href').slice(1))])"
    )

    assert len(targets) >= 4
    assert all(found for _, found in targets)


def test_a_footnote_inside_a_closed_essay_opens_when_it_is_jumped_to(browser, address):
    page = visit(browser, f"{address}/planet/index.html")
    target = page.evaluate("[...document.querySelectorAll('details:not([open]) [id^=e-]')].map(one => one.id)[0]")
    if target is None:
        pytest.skip("no closed essay with a footnote on the first page of the demo")

    page.goto(f"{address}/planet/index.html#{target}")

    assert page.evaluate("id => document.getElementById(id).checkVisibility()", target)


def test_inside_an_article_our_markup_has_no_picture_control_or_foreign_id(site):
    for path in (site / "planet").rglob("*.html"):
        page = lxml_html.fromstring(path.read_bytes())
        for article in page.iter("article"):
            assert not article.xpath(".//svg | .//input | .//button | .//select | .//textarea | .//form | .//iframe")
            assert all(one.startswith("e-") for one in article.xpath("descendant-or-self::*/@id"))
        assert not page.xpath("//style | //script | //@style")


def test_the_page_is_read_whole_without_scripts(browser, address):
    page = visit(browser, f"{address}/planet/index.html", javascript=False)

    assert page.locator("article").count() == 25
    assert page.get_by_text("Read on").count() >= 1
