"""Looks at built pages in Chromium and says all that should not be there. Our own policy of scripts is taken off first.

A finding is (kind, detail). The kinds: `script` (one ran), `dialog`, `console`, `request` (other than for a page of the
site, its style sheet and icons, or an image), `navigation`, `handler` (an `on…` attribute), `address` (a scheme that is
not allowed, as the browser itself reads the attribute), `style`, `form`, `frame`, `active` (another element that has no
business in an entry), `id` (one that is not an entry's own, or twice on a page), `class`, `structure` (an entry or the
page's frame is not where it should be).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.loopback import Servers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route

Finding = tuple[str, str]
POLICY = re.compile(rb'<head>\s*<meta http-equiv="Content-Security-Policy" content="[^"]*">')
ARTICLE = re.compile(rb"<article .*?</article>", re.DOTALL)
OWN_FILES = re.compile(r"[\w/-]*\.html(?:#|\Z)|static/")
OURS = ("", "watch.js")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Runs before anything of the page: whatever a script could do to show itself is noted. `eval` stays as it is, because
# Playwright needs it; the debugger hears of what it compiles.
WATCH = """
window.__ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'setTimeout', 'setInterval', 'fetch',
                    'postMessage', 'importScripts', 'stop', 'XSS', 'xss', 'log', 'logChr', 'pwned', 'hax']) {
  window[name] = (...words) => { window.__ran.push(name + '(' + words.join() + ')'); };
}
for (const type of ['XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'Image']) {
  window[type] = function () { window.__ran.push('new ' + type); };
}
document.write = document.writeln = text => { window.__ran.push('write(' + text + ')'); };
navigator.sendBeacon = address => { window.__ran.push('beacon ' + address); };
//# sourceURL=watch.js
"""

# Everything that a reader could set off is set off: what is closed is opened, lazy images load, handlers are called.
# A click goes no further than the element: what it would lead to is judged by its address.
PROVOKE = """() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  for (const one of document.images) one.loading = 'eager';
  const events = ['mouseover', 'focus', 'click', 'error', 'load', 'toggle', 'animationend', 'start'];
  for (const one of document.querySelectorAll('main *')) {
    for (const name of events) {
      const event = new Event(name, {bubbles: false, cancelable: true});
      one.addEventListener(name, stop => stop.preventDefault(), {once: true});
      one.dispatchEvent(event);
    }
  }
}"""

# What the page is made of, asked of the browser itself.
JUDGE = r"""() => {
  const found = [];
  const say = (kind, one, more) => found.push([kind, `${more || ''} ${one.outerHTML || one}`.trim().slice(0, 300)]);
  const kinds = {
    style: ['STYLE'], form: ['FORM', 'INPUT', 'BUTTON', 'SELECT', 'TEXTAREA', 'OPTION', 'LABEL', 'FIELDSET', 'KEYGEN'],
    frame: ['IFRAME', 'FRAME', 'FRAMESET', 'OBJECT', 'EMBED', 'APPLET', 'PORTAL', 'FENCEDFRAME'],
    active: ['SCRIPT', 'BASE', 'SVG', 'TEMPLATE', 'NOSCRIPT', 'DIALOG', 'MARQUEE', 'BGSOUND', 'PLAINTEXT', 'XMP',
             'NOEMBED', 'NOFRAMES', 'CANVAS', 'SLOT', 'MAP', 'AREA', 'ISINDEX', 'ANNOTATION-XML', 'FOREIGNOBJECT'],
  };
  const kindOf = new Map(Object.entries(kinds).flatMap(([kind, names]) => names.map(name => [name, kind])));
  const links = ['http:', 'https:', 'mailto:', 'tel:', 'xmpp:', 'magnet:'];
  const addresses = ['href', 'src', 'action', 'formaction', 'data', 'poster', 'cite', 'background', 'ping', 'longdesc',
                     'usemap', 'manifest', 'lowsrc', 'dynsrc', 'codebase', 'classid', 'archive', 'profile', 'icon',
                     'xlink:href', 'to', 'from', 'values', 'by', 'srcset', 'imagesrcset', 'actiontype', 'folder'];
  const inHead = new Set(document.head.querySelectorAll('meta, link, title'));
  const ids = new Set();
  for (const one of document.querySelectorAll('*')) {
    const name = one.tagName.toUpperCase(), entry = one.closest('article');
    if (kindOf.has(name)) say(kindOf.get(name), one);
    if (['META', 'LINK', 'TITLE'].includes(name) && !inHead.has(one)) say('active', one);
    if (one.matches('meta[http-equiv]')) say('active', one);
    if (name.includes('-') || one.namespaceURI === 'http://www.w3.org/2000/svg') say('active', one);
    if (['HTML', 'HEAD', 'BODY', 'MAIN', 'ARTICLE'].includes(name) && entry && entry !== one) say('structure', one);
    for (const {name: key, value} of [...one.attributes]) {
      const attribute = key.toLowerCase();
      if (attribute.startsWith('on')) say('handler', one, attribute);
      if (attribute === 'style') say('style', one);
      if (['srcdoc', 'formaction', 'autofocus', 'contenteditable', 'is', 'popover', 'target', 'background', 'ping',
           'accesskey', 'autoplay', 'attributionsrc'].includes(attribute)) say('active', one, attribute);
      if (addresses.includes(attribute)) {
        const parts = attribute === 'srcset' ? value.split(/,\s/) : [value];
        for (const part of parts) {
          const address = part.trim().split(attribute === 'srcset' ? /\s/ : /$/)[0];
          let parsed;
          try { parsed = new URL(address, document.baseURI); } catch { say('address', one, 'unreadable'); continue; }
          const picture = name === 'IMG' && attribute === 'src' &&
            /^data:image\/(png|gif|jpeg|webp|avif);base64,/i.test(parsed.href);
          if (!links.includes(parsed.protocol) && !picture) say('address', one, parsed.href.slice(0, 60));
          const loads = name !== 'A' && attribute !== 'cite' && !picture;
          if (loads && !/^https?:$/.test(parsed.protocol)) say('address', one, 'loads');
          const within = one.closest('.content');
          const isOurs = parsed.origin === location.origin;
          if (within && isOurs && !address.startsWith('#e-')) say('address', one, 'relative');
          if (within && name === 'A' && !address.startsWith('#') && one.rel !== 'noopener nofollow ugc')
            say('address', one, 'rel');
          if (entry && !within && one.hasAttribute('rel')) say('address', one, 'rel of our own link');
        }
      }
      if (attribute === 'id' || attribute === 'name') {
        if (entry && one !== entry && !value.startsWith(`${entry.id}-`)) say('id', one, value);
        if (entry && attribute === 'name') say('id', one, value);
        if (attribute === 'id' && ids.has(value)) say('id', one, 'twice');
        ids.add(value);
      }
      if (attribute === 'class' && one.closest('.content') && one !== one.closest('.content') &&
          !/^(scroll|language-[\w+#.-]+)$/.test(value)) say('class', one, value);
    }
    if (name === 'IMG' && !(one.getAttribute('decoding') === 'async' &&
        one.getAttribute('referrerpolicy') === 'no-referrer')) say('address', one, 'image');
  }
  const frame = [...document.body.children].map(one => one.tagName + '.' + one.className).join();
  const expected = /^A\.skip,HEADER\.masthead,MAIN\.,(ASIDE\.beside,)?FOOTER\.colophon$/;
  if (document.body.children.length && !expected.test(frame)) say('structure', frame, 'frame');
  const footer = document.querySelector('body > footer.colophon > ul > li > a[href$="feeds.opml"]');
  if (!footer) say('structure', 'no footer');
  for (const one of document.querySelectorAll('article')) {
    if (!one.parentElement.matches('body > main > section.day > div.entries')) say('structure', one);
    if (one.firstElementChild?.className !== 'byline') say('structure', one);
  }
  for (const one of document.querySelectorAll('.entries')) {
    for (const child of one.children) if (child.tagName !== 'ARTICLE') say('structure', child);
    for (const child of one.childNodes) if (child.nodeType === 3 && child.data.trim()) say('structure', child.data);
  }
  for (const one of document.querySelectorAll('ul.sources > *')) {
    if (one.tagName !== 'LI' || one.lastElementChild?.tagName !== 'DIV') say('structure', one);
  }
  const shown = [...document.querySelectorAll('article')].map(one => [one.id, one.textContent]);
  return {found, shown, ran: window.__ran, sources: document.querySelectorAll('main > ul.sources > li').length};
}"""


@dataclass
class Sight:
    """What was seen of some pages: findings, and the text of every entry by its id on each page.

    `images` counts requests for images elsewhere, `sources` the feeds on the list of sources.
    """

    findings: list[Finding] = field(default_factory=list)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    images: int = 0
    sources: int = 0
    here: str = ""

    def note(self, kind: str, detail: str) -> None:
        """One more finding, on the page that is open."""
        self.findings.append((kind, f"{self.here}: {detail[:300]}"))

    def kinds(self, page: str) -> set[str]:
        """The kinds of what was found on a page."""
        return {kind for kind, detail in self.findings if detail.startswith(f"{page}: ")}

    def markers(self) -> list[str]:
        """The markers of all entries of the numbered pages."""
        numbered = (entries for page, entries in self.entries.items() if page.startswith("page/"))
        return [
            marker
            for entries in numbered
            for text in entries.values()
            for marker in set(re.findall(r"Mark\d+[a-z]+kraM", text))
        ]


class Lookout:
    """A browser and servers on this machine; `watch` opens the pages of a folder and tells what it saw."""

    def __init__(self, browser: Browser, servers: Servers) -> None:
        self._browser = browser
        self._servers = servers

    def watch(self, site: Path, pages: Sequence[str] | None = None) -> Sight:
        """Open every HTML page of the site, or these, with our Content-Security-Policy taken off."""
        from playwright.sync_api import Error

        origin, sight = self._serve(site), Sight()
        names = pages or sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))
        context = self._browser.new_context()
        context.add_init_script(WATCH)
        context.route("**/*", lambda route: _judge_request(route, origin, sight))
        for name in names:
            sight.here = name
            page = context.new_page()
            _listen(page, sight)
            try:
                self._look(page, f"{origin}/{name}", sight, len(ARTICLE.findall((site / name).read_bytes())))
            except Error as error:  # the page went somewhere else while we looked
                sight.note("navigation", str(error))
            page.close()
        context.close()
        return sight

    def _serve(self, site: Path) -> str:
        """Put the site on a server of its own, each page without its policy; gives the server's address."""
        server = self._servers.start()
        for path in site.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                kind = {".html": "text/html", ".css": "text/css"}.get(path.suffix, "application/octet-stream")
                if path.suffix == ".html":
                    data, removed = POLICY.subn(b"<head>", data, count=1)
                    assert removed == 1, path
                server.serve(f"/{path.relative_to(site)}", data, headers={"Content-Type": kind})
        return server.url("")

    def _look(self, page: Page, address: str, sight: Sight, entries: int) -> None:
        page.goto(address, wait_until="load")
        page.evaluate(PROVOKE)
        page.wait_for_timeout(100)
        seen = page.evaluate(JUDGE)
        for kind, detail in seen["found"]:
            sight.note(kind, detail)
        for what in seen["ran"]:
            sight.note("script", what)
        sight.entries[sight.here] = dict(seen["shown"])
        sight.sources += seen["sources"]
        if page.url != address or len(page.frames) > 1:
            sight.note("navigation", str([frame.url for frame in page.frames]))
        if len(seen["shown"]) != entries:
            sight.note("structure", f"{len(seen['shown'])} entries of {entries}")


def _judge_request(route: Route, origin: str, sight: Sight) -> None:
    """Let what belongs to the site pass, refuse all else, and note what is no image."""
    request = route.request
    if request.url.startswith(f"{origin}/"):
        if not OWN_FILES.match(request.url.removeprefix(f"{origin}/")):
            sight.note("request", f"{request.resource_type} {request.url}")
        route.continue_()
        return
    if request.resource_type == "image":
        sight.images += 1
    else:
        sight.note("request", f"{request.resource_type} {request.url}")
    route.abort()


def _listen(page: Page, sight: Sight) -> None:
    """Note all that the browser tells of a page by itself."""

    def dismiss(dialog: Dialog) -> None:
        sight.note("dialog", dialog.message)
        dialog.dismiss()

    def hear(message: ConsoleMessage) -> None:
        if not message.text.startswith("Failed to load resource"):  # what we refused, and judged then
            sight.note("console", message.text)

    page.on("dialog", dismiss)
    page.on("console", hear)
    page.on("pageerror", lambda error: sight.note("script", str(error)))
    page.on("popup", lambda popup: sight.note("navigation", popup.url))
    page.on("download", lambda download: sight.note("navigation", download.url))
    page.on("websocket", lambda socket: sight.note("request", socket.url))
    page.on("worker", lambda worker: sight.note("script", worker.url))
    # The debugger hears of every script that is compiled, also of one that does nothing which we watch. Ours is called
    # watch.js and Playwright's own have no address; a page's script has the page's, or its own.
    session = page.context.new_cdp_session(page)
    session.on("Debugger.scriptParsed", lambda event: event["url"] in OURS or sight.note("script", event["url"]))
    session.send("Debugger.enable")
