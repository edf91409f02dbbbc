"""RFC 4287 and the messages of the W3C feed validator, as far as they concern an Atom 1.0 feed, in our own words.

`findings(data)` gives (message, detail) pairs; messages are named as the W3C validator names them. Which message is
checked where, and why the others cannot occur, stands in tests/validity/test_w3c_messages.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
Finding = tuple[str, str]

PERSON = {"name": "1", "uri": "?", "email": "?"}
SOURCE = {
    "author": "*", "category": "*", "contributor": "*", "generator": "?", "icon": "?", "id": "1", "link": "*",
    "logo": "?", "rights": "?", "subtitle": "?", "title": "1", "updated": "1",
}  # fmt: skip
CHILDREN = {
    "feed": {**SOURCE, "entry": "*"},
    "entry": {
        "author": "*",
        "category": "*",
        "content": "?",
        "contributor": "*",
        "id": "1",
        "link": "*",
        "published": "?",
        "rights": "?",
        "source": "?",
        "summary": "?",
        "title": "1",
        "updated": "1",
    },
    "source": SOURCE,
    "author": PERSON,
    "contributor": PERSON,
}
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "generator": {"uri", "version"},
    "title": {"type"}, "subtitle": {"type"}, "rights": {"type"}, "summary": {"type"}, "content": {"type", "src"},
}  # fmt: skip
EVERYWHERE = {f"{XML}lang", f"{XML}base"}
RELS = {"alternate", "enclosure", "related", "self", "via", "license", "next", "previous", "first", "last", "hub"}
MIME = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;\s*[\w.-]+=(\"[^\"]*\"|[^\s;\"]+))*\Z")
LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
EMAIL = re.compile(r"[\w.+'-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9][A-Za-z0-9-]*\Z")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z")
TAG = re.compile(r"tag:([\w.-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[^\s#]*(#\S*)?\Z")
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:([a-z0-9()+,.:=@;$_!*'/-]|%[0-9a-f]{2})+\Z", re.IGNORECASE)
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]")
BAD = re.compile("[\x80-\x9f\ufffd]")
MARKUP = re.compile(r"</?[a-z][a-z0-9]*[\s/>]|&[a-z]+[0-9]?;|&#x?[0-9a-f]+;", re.IGNORECASE)
ACTIVE = {"script", "style", "iframe", "object", "embed", "applet", "link", "meta", "base", "frame", "frameset", "svg"}


def findings(data: bytes, *, self_url: str | None = None) -> list[Finding]:
    """Everything that a validator would say; an empty list for a good feed."""
    try:
        data.decode("utf-8")
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except UnicodeDecodeError as error:
        return [("UnicodeError", str(error))]
    except etree.XMLSyntaxError as error:
        return [("SAXError", str(error))]
    if root.tag != f"{ATOM}feed":
        return [("UndefinedElement", root.tag)]
    return [*_structure(root), *_values(root), *_links(root), *_documents(root, self_url), *_texts(root)]


def _structure(root: etree._Element) -> Iterator[Finding]:
    for element in root.iter(etree.Element):
        name = element.tag.removeprefix(ATOM)
        known = CHILDREN.get(name, {})
        counts = Counter(child.tag.removeprefix(ATOM) for child in element if isinstance(child.tag, str))
        yield from (("UndefinedElement", f"{name}/{child}") for child in counts if child not in known)
        yield from (
            ("DuplicateElement", f"{name}/{c}") for c, n in counts.items() if n > 1 and known.get(c) in ("?", "1")
        )
        yield from (("MissingElement", f"{name}/{c}") for c, often in known.items() if often == "1" and not counts[c])
        allowed = ATTRIBUTES.get(name, set()) | EVERYWHERE
        yield from (("UnexpectedAttribute", f"{name}/@{key}") for key in element.attrib if key not in allowed)
        if known and (element.text or "").strip():
            yield ("UnexpectedText", name)
        if name == "category" and not element.get("term"):
            yield ("MissingAttribute", "category/@term")
    authored = root.find(f"{ATOM}author") is not None
    for entry in root.iter(f"{ATOM}entry"):
        if not authored and entry.find(f"{ATOM}author") is None and entry.find(f"{ATOM}source/{ATOM}author") is None:
            yield ("MissingElement", "entry/author")


def _values(root: etree._Element) -> Iterator[Finding]:
    for element in root.iter(etree.Element):
        name, text = element.tag.removeprefix(ATOM), element.text or ""
        if name in {"updated", "published"}:
            yield from _date(text)
        if name in {"id", "uri", "icon", "logo"}:
            yield from _iri(text)
        if name == "email" and not EMAIL.match(text):
            yield ("InvalidAddrSpec", text)
        if name in {"title", "subtitle", "rights", "name", "id"} and not text.strip():
            yield ("NotBlank", name)
        lang = element.get(f"{XML}lang")
        if lang is not None and not LANG.match(lang):
            yield ("InvalidLanguage", lang)
        if BAD.search(text):
            yield ("BadCharacters", name)
        yield from (("AttrNotBlank", f"{name}/@{key}") for key, value in element.attrib.items() if not value.strip())


def _date(text: str) -> Iterator[Finding]:
    if not DATE.match(text):
        yield ("InvalidRFC3339Date", text)
    elif datetime.fromisoformat(text).year < 1990:
        yield ("ImplausibleDate", text)


def _iri(text: str) -> Iterator[Finding]:
    scheme, _, rest = text.partition(":")
    if NOT_IN_IRI.search(text):
        yield ("InvalidUriChar", text)
    elif not re.match(r"[A-Za-z][A-Za-z0-9+.-]*\Z", scheme) or not rest:
        yield ("InvalidFullLink", text)
    elif scheme.lower() == "tag" and not TAG.match(text):
        yield ("InvalidTAG", text)
    elif text.lower().startswith("urn:uuid:") and not UUID.match(text):
        yield ("InvalidUUID", text)
    elif scheme.lower() == "urn" and not URN.match(text):
        yield ("InvalidURN", text)
    elif scheme.lower() in {"http", "https"} and not re.match(r"//[^/]", rest):
        yield ("InvalidLink", text)


def _links(root: etree._Element) -> Iterator[Finding]:
    for link in root.iter(f"{ATOM}link"):
        rel, kind, href = link.get("rel", "alternate"), link.get("type"), link.get("href")
        if href is None:
            yield ("MissingHref", rel)
            continue
        yield from _iri(href)
        if rel not in RELS:
            yield ("UnregisteredAtomLinkRel", rel)
        if kind is not None and not MIME.match(kind):
            yield ("InvalidMIMEType", kind)
        if rel == "self" and kind not in {None, "application/atom+xml"}:
            yield ("SelfNotAtom", str(kind))
        if not (link.get("length") or "0").isdigit():
            yield ("InvalidNonNegativeInteger", str(link.get("length")))
        if link.get("hreflang") is not None and not LANG.match(link.get("hreflang", "")):
            yield ("InvalidLanguage", link.get("hreflang", ""))
        if len(link) or (link.text or "").strip():
            yield ("AtomLinkNotEmpty", href)
    for parent in root.iter(f"{ATOM}feed", f"{ATOM}entry", f"{ATOM}source"):
        alternates = Counter(
            (link.get("type"), link.get("hreflang"))
            for link in parent.findall(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        )
        yield from (("DuplicateAtomLink", str(pair)) for pair, count in alternates.items() if count > 1)


def _documents(root: etree._Element, self_url: str | None) -> Iterator[Finding]:
    selves = [link.get("href", "") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if not selves:
        yield ("MissingSelf", "")
    for href in selves:
        if not urlsplit(href).netloc:
            yield ("RelativeSelf", href)
        elif self_url is not None and href != self_url:
            yield ("SelfDoesntMatchLocation", href)
    entries = root.findall(f"{ATOM}entry")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    yield from (("DuplicateIds", str(one)) for one, count in ids.items() if count > 1)
    dates = Counter(entry.findtext(f"{ATOM}updated") for entry in entries)
    yield from (("DuplicateUpdated", str(one)) for one, count in dates.items() if count > 1)


def _texts(root: etree._Element) -> Iterator[Finding]:
    for name in ("title", "subtitle", "rights", "summary", "content"):
        for element in root.iter(f"{ATOM}{name}"):
            kind, text = element.get("type", "text"), element.text or ""
            if kind not in {"text", "html"}:
                yield ("InvalidTextType", kind)
            elif kind == "text" and MARKUP.search(text):
                yield ("ContainsUndeclaredHTML", text[:60])
            elif kind == "html" and text.strip():
                yield from _html(text)
            if name == "content" and not text.strip():
                yield ("NotBlank", "content")
    for entry in root.iter(f"{ATOM}entry"):
        alternate = any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link"))
        if entry.find(f"{ATOM}content") is None and not alternate:
            yield ("MissingContentOrAlternate", entry.findtext(f"{ATOM}id") or "")
        if entry.find(f"{ATOM}content") is None and entry.find(f"{ATOM}summary") is None:
            yield ("MissingTextualContent", entry.findtext(f"{ATOM}id") or "")


def _html(text: str) -> Iterator[Finding]:
    for element in html.fragment_fromstring(text, create_parent="div").iter(etree.Element):
        if element.tag in ACTIVE:
            yield ("SecurityRisk", str(element.tag))
        for key, value in element.attrib.items():
            if key == "style":
                yield ("DangerousStyleAttr", value[:60])
            elif key.startswith("on"):
                yield ("SecurityRiskAttr", key)
            elif key in {"href", "src", "poster", "cite"} and not re.match(r"#|[a-zA-Z][\w+.-]*:", value):
                yield ("ContainsRelRef", value[:60])
