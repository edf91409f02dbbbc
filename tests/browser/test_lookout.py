"""The lookout sees holes: pages that were made unsafe on purpose are found out, each for its own reason."""

from __future__ import annotations

import shutil

import pytest
from browser.hostile_feeds import Attack, build_site

pytestmark = pytest.mark.browser

# (what an unsafe render would let through, what the lookout must say of it)
HOLES = [
    ("<script>alert(1)</script>", {"script", "active"}),
    ("<script>var nothing = 1</script>", {"script", "active"}),
    ("<script>console.log(1)</script>", {"script", "console", "active"}),
    ("<script>setTimeout.constructor('alert(1)')()</script>", {"script", "active"}),
    ("<script src='https://evil.example/x.js'></script>", {"request", "active"}),
    ("<script src='data:text/javascript,alert(1)'></script>", {"script", "active", "address"}),
    ("<img src=x onerror=alert(1)>", {"script", "handler", "request"}),
    ("<p onmouseover='alert(1)'>x</p>", {"script", "handler"}),
    ("<details ontoggle=alert(1) open>x</details>", {"script", "handler"}),
    ("<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>", {"script", "handler", "active"}),
    ("<a href='javascript:alert(1)'>x</a>", {"address"}),
    ("<a href='java&#9;script&colon;alert(1)'>x</a>", {"address"}),
    ("<a href='&#1;javascript:alert(1)'>x</a>", {"address"}),
    ("<a href='data:text/html,<script>alert(1)</script>'>x</a>", {"address"}),
    ("<math href='javascript:alert(1)'>x</math>", {"address"}),
    ("<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>", {"address", "active"}),
    ("<img src='data:image/svg+xml;base64,AAAA'>", {"address"}),
    ("<a href='https://blog.example/'>x</a>", {"address"}),
    ("<a href='/evil' rel='noopener nofollow ugc'>x</a>", {"address"}),
    ("<img src='https://blog.example/i.png'>", {"address"}),
    ("<p style='position:fixed'>x</p>", {"style"}),
    ("<style>@import 'https://evil.example/x.css'</style>", {"style", "request"}),
    ("<link rel=stylesheet href='https://evil.example/x.css'>", {"request", "active"}),
    ("<form action='https://evil.example/'><button>x</button></form>", {"form"}),
    ("<input autofocus onfocus=alert(1)>", {"form", "handler", "script", "active"}),
    ("<iframe src='https://evil.example/'></iframe>", {"frame", "request"}),
    ("<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", {"frame", "script"}),
    ("<object data='https://evil.example/x.html'></object>", {"frame", "request"}),
    ("<embed src='javascript:alert(1)'>", {"frame", "address"}),
    ("<video autoplay src='https://evil.example/x.mp4'></video>", {"request", "active"}),
    ("<meta http-equiv=refresh content='0;url=https://evil.example/'>", {"navigation"}),
    ("<base href='https://evil.example/'>", {"active", "request"}),
    ("<p id=location>x</p>", {"id"}),
    ("<a name=getElementById>x</a>", {"id"}),
    ("<p class=masthead>x</p>", {"class"}),
    ("<x-card>x</x-card>", {"active"}),
    ("</div></article></main></body></html>x", {"structure"}),
    ("</div></article><article class=entry id=e-fake>x</article>", {"structure"}),
    ("<!--", {"structure"}),
    ("<plaintext>", {"structure", "active"}),
    ("<textarea>", {"structure", "form"}),
    ("<title>", {"structure", "active"}),
    ("<template>", {"structure", "active"}),
    ("<main>x</main>", {"structure"}),
]
HERE = "SPLICE"


@pytest.fixture(scope="module")
def safe_site(tmp_path_factory):
    attacks = [Attack(number=number, payload=f"<p>{HERE}</p>", shape="content", format="atom") for number in range(3)]
    return build_site(tmp_path_factory.mktemp("safe"), attacks)


@pytest.fixture(scope="module")
def seen(lookout, safe_site, tmp_path_factory):
    """What the lookout saw of each hole: markup → (kinds of findings, how many of the three entries)."""
    site = tmp_path_factory.mktemp("unsafe") / "site"
    shutil.copytree(safe_site, site)
    pages = {markup: f"page/1/hole-{number}.html" for number, (markup, _) in enumerate(HOLES)}
    for markup, page in pages.items():
        plant(site, page, markup)
    sight = lookout.watch(site, list(pages.values()))
    return {markup: (sight.kinds(page), len(sight.entries.get(page, ()))) for markup, page in pages.items()}


def plant(site, page, markup):
    """Make a page of the site with some markup put as it is into the second of its three entries."""
    before, first, second, last = (site / "page" / "1" / "index.html").read_text("utf-8").split(f"<p>{HERE}</p>")
    (site / page).write_text(f"{before}<p>1</p>{first}{markup}{second}<p>3</p>{last}", "utf-8")


def test_a_safe_site_gives_no_cause_for_alarm(lookout, safe_site):
    sight = lookout.watch(safe_site)

    assert sight.findings == []
    assert len(sight.markers()) == 3


@pytest.mark.parametrize(("markup", "kinds"), HOLES)
def test_a_hole_is_seen(seen, markup, kinds):
    found, _ = seen[markup]

    assert found >= kinds


def test_an_entry_that_is_swallowed_is_missed(seen):
    _, entries = seen["<!--"]

    assert entries == 2


def test_an_image_is_asked_for_and_nothing_else_is(lookout, safe_site, tmp_path):
    site = tmp_path / "site"
    shutil.copytree(safe_site, site)
    image = "<img src='https://blog.example/i.png' loading=lazy decoding=async referrerpolicy=no-referrer>"
    plant(site, "page/1/image.html", image)

    sight = lookout.watch(site, ["page/1/image.html"])

    assert (sight.findings, sight.images) == ([], 1)


def test_our_own_policy_would_have_hidden_a_hole(browser, safe_site, tmp_path):
    """The reason why it is taken off: with it, the same hole does nothing."""
    site = tmp_path / "site"
    shutil.copytree(safe_site, site)
    plant(site, "page/1/hole.html", "<script>document.title = 'pwned'</script>")
    page = browser.new_page()

    page.goto((site / "page/1/hole.html").as_uri())

    assert page.title() != "pwned"
    page.close()
