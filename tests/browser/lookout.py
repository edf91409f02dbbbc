"""Looks at built pages in Chromium and says all that should not be there. Our own policy of scripts is taken off first.

A finding is (kind, detail). The kinds: `script` (one ran), `dialog`, `console`, `request` (other than for a page of the
site, its style sheet and icons, or an image), `navigation`, `handler` (an `on…` attribute), `address` (a scheme that is
not allowed, as the browser itself reads the attribute), `style`, `form`, `frame`, `active` (another element that has no
business in an entry), `id` (one that is not an entry's own, or twice on a page), `class`, `structure` (an entry or the
page's frame is not where it should be).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.loopback import LoopbackServer

Finding = tuple[str, str]
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
ARTICLE = re.compile(rb"<article .*?</article>", re.DOTALL)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Runs before anything of the page: whatever a script could do to show itself is noted.
WATCH = """
window.__ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval', 'setTimeout', 'setInterval', 'fetch',
                    'postMessage', 'importScripts', 'stop', 'XSS', 'xss', 'log', 'logChr', 'pwned', 'hax']) {
  window[name] = (...words) => { window.__ran.push(name + '(' + words.join() + ')'); };
}
for (const type of ['Function', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'Image']) {
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
}
//# sourceURL=watch.js"""

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
          if (name !== 'A' && attribute !== 'cite' && !/^https?:$/.test(parsed.protocol) && !picture) say('address', one);
          const within = one.closest('.content');
          if (within && parsed.origin === location.origin && !address.startsWith('#e-')) say('address', one, 'relative');
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
  if (!document.querySelector('body > footer.colophon > ul > li > a[href$="feeds.opml"]')) say('structure', 'no footer');
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
}
//# sourceURL=watch.js"""


@dataclass
class Sight:
    """What was seen of some pages: findings, and the text of every entry by its id on each page.

    `images` counts requests for images elsewhere, `sources` the feeds on the list of sources.
    """

    findings: list[Finding] = field(default_factory=list)
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    images: int = 0
    sources: int = 0

    def kinds(self) -> set[str]:
        """The kinds of all findings."""
        return {kind for kind, _ in self.findings}

    def markers(self) -> list[str]:
        """The markers of every entry of numbered pages, each in the entry that shows it."""
        numbered = (entries for page, entries in self.entries.items() if page.startswith("page/"))
        return [
            marker
            for entries in numbered
            for text in entries.values()
            for marker in set(re.findall(r"Mark\d+[a-z]+kraM", text))
        ]


class Lookout:
    """A browser and a server on this machine; `watch` opens the pages of a folder and tells what it saw."""

    def __init__(self, browser: Any, server: LoopbackServer) -> None:
        self._browser = browser
        self._server = server
        self._sites = 0

    def watch(self, site: Path, pages: Sequence[str] | None = None) -> Sight:
        """Open every HTML page of the site, or these, with our Content-Security-Policy taken off."""
        prefix, sight = self._serve(site), Sight()
        names = pages or sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))
        with self._context(prefix, sight) as context:
            for name in names:
                self._open(context, f"{prefix}/{name}", name, sight, ARTICLE.findall((site / name).read_bytes()))
        return sight

    def _serve(self, site: Path) -> str:
        """Put the site on the server, each page without its policy; every page must begin its head with one."""
        self._sites += 1
        prefix = f"/{self._sites}"
        for path in site.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                kind = {".html": "text/html", ".css": "text/css"}.get(path.suffix, "application/octet-stream")
                if path.suffix == ".html":
                    data, removed = POLICY.subn(b"", data, count=1)
                    assert removed == 1, path
                self._server.serve(f"{prefix}/{path.relative_to(site)}", data, headers={"Content-Type": kind})
        return self._server.url(prefix)

    @contextmanager
    def _context(self, prefix: str, sight: Sight) -> Iterator[Any]:
        context = self._browser.new_context(ignore_https_errors=True)
        context.add_init_script(WATCH)

        def judge(route: Any) -> None:
            request = route.request
            if request.url.startswith(f"{prefix}/"):
                ours = request.url.removeprefix(f"{prefix}/")
                if not re.match(r"[\w/-]*\.html(#|$)|static/", ours):
                    sight.findings.append(("request", f"{request.resource_type} {request.url}"))
                route.continue_()
                return
            if request.resource_type == "image":
                sight.images += 1
            else:
                sight.findings.append(("request", f"{request.resource_type} {request.url}"))
            route.abort()

        context.route("**/*", judge)
        context.on("dialog", lambda dialog: (sight.findings.append(("dialog", dialog.message)), dialog.dismiss()))
        yield context
        context.close()

    def _open(self, context: Any, address: str, name: str, sight: Sight, articles: list[bytes]) -> None:
        page = context.new_page()
        self._listen(page, context, sight)
        page.goto(address, wait_until="load")
        page.evaluate(PROVOKE)
        page.wait_for_timeout(100)
        seen = page.evaluate(JUDGE)
        sight.findings += [(kind, f"{name}: {detail}") for kind, detail in seen["found"]]
        sight.findings += [("script", f"{name}: {what}") for what in seen["ran"]]
        sight.entries[name] = dict(seen["shown"])
        sight.sources += seen["sources"]
        if page.url != address or len(page.frames) > 1:
            sight.findings.append(("navigation", f"{name}: {[frame.url for frame in page.frames]}"))
        if len(seen["shown"]) != len(articles):
            sight.findings.append(("structure", f"{name}: {len(seen['shown'])} entries of {len(articles)}"))
        page.close()

    def _listen(self, page: Any, context: Any, sight: Sight) -> None:
        def note(kind: str, detail: str) -> None:
            sight.findings.append((kind, detail[:300]))

        page.on("console", lambda message: None if _is_refused(message.text) else note("console", message.text))
        page.on("pageerror", lambda error: note("script", str(error)))
        page.on("popup", lambda popup: note("navigation", popup.url))
        page.on("download", lambda download: note("navigation", download.url))
        page.on("websocket", lambda socket: note("request", socket.url))
        page.on("worker", lambda worker: note("script", worker.url))
        # The debugger hears of every script that is compiled, also of one that does nothing which we watch.
        session = context.new_cdp_session(page)
        session.on("Debugger.scriptParsed", lambda event: _is_ours(event) or note("script", str(event.get("url"))))
        session.send("Debugger.enable")


def _is_refused(message: str) -> bool:
    """Whether the console only tells of a request that we refused: `request` has judged it."""
    return message.startswith("Failed to load resource")


def _is_ours(event: dict[str, Any]) -> bool:
    """Whether a compiled script is ours or Playwright's own: those of a page have its address, or none but a stack."""
    url = event.get("url") or ""
    return url == "watch.js" or (not url.startswith(("http", "data:", "blob:", "javascript:")) and not event.get("stackTrace"))
