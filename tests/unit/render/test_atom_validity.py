"""What the W3C feed validator checks in an Atom feed, message by message: a rule below, or why it cannot occur."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from lxml import etree

from planet.model.atom import Content, Enclosure, Person, SafeHtml, Source

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:/{0,2}(\[[0-9A-Fa-f:]+\])?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
HTML_LIKE = re.compile(r"</\w+>|&(amp|lt|gt|quot|apos|copy|#\w+)")
ORDER = "id title subtitle updated author link icon generator entry"

WHY_NOT = {
    "SAXError UnicodeError UndefinedNamedEntity WPBlankLine MissingNamespace": """
        the build parses the feed before it is written, and so does lxml here""",
    """InvalidDoctype DeprecatedDTD BadXmlVersion ObscureEncoding NonstdEncoding MissingEncoding UnknownEncoding
        """: "the template's first line is fixed: XML 1.0, UTF-8, no doctype",
    """ObsoleteVersion ObsoleteNamespace InvalidNamespace NonstdPrefix ReservedPrefix AvoidNamespacePrefix
        UnknownNamespace UnsupportedNamespace UseOfExtensionAttr""": "one namespace, Atom's, no prefix, no extension",
    """UnexpectedContentType EncodingMismatch TextXml NonSpecificMediaType TempRedirect Uncompressed HttpError IOError
        UnknownHost""": "about the server and the network, not about the document",
    "SelfDoesntMatchLocation": "the self link is `url` of the configuration with atom.xml: wrong only if `url` is",
    "MissingSelf": "with `url` the link is there; without it nobody knows the address, and the build says so",
    "MissingSourceElement": "rule_entry checks id, title and updated of every source",
    "NonCanonicalURI": "an original id is kept as its author wrote it: changed, the entry would be a new one",
    "ImplausibleDate": """a date in the future is not believed (test_syndication); one before 1990 is shown as the
        author wrote it, because it may be true""",
    "SchemeNotIANARegistered": "only magnet: meets it; without the link the entry would lose what it is about",
    "NotHtml SecurityRisk SecurityRiskAttr DangerousStyleAttr": """content is what clean/ lets pass, without styles and
        handlers; MathML, bdo and role are harmless and not in the validator's list""",
    "ContainsRelRef": "not checked in Atom; clean/ makes links absolute, and fragments stay in their entry",
    """NotBase64 InvalidContentMode NotEscaped MissingXhtmlDiv NotInline MisplacedXHTMLContent HtmlFragment
        MissingTypeAttr InvalidTextType""": "texts are of type text or html, in the document itself",
    """FeedHistoryRelInEntry FeedRelInCompleteFeed CurrentNotSelfInCompleteFeed LinkPastEnd MissingCurrentInArchive
        ArchiveIncomplete""": "the feed is no archive and has no such link",
    "UnregisteredAtomLinkRel AtomLinkNotEmpty SelfNotAtom RelativeSelf": """the template writes the links: self,
        alternate, enclosure""",
    "SameDocumentReference": "there is no xml:base",
    "ValidatorLimit": "the feed holds at most feed.entries entries",
}
RULES = {
    "rule_feed": """MissingElement DuplicateElement UndefinedElement MisplacedMetadata MissingDCLanguage InvalidURI
        InvalidURN InvalidUUID InvalidTAG UnexpectedWhitespace UnexpectedText""",
    "rule_entry": """DuplicateEntries DuplicateIds DuplicateUpdated MissingContentOrAlternate MissingTextualContent
        MissingSummary DuplicateAtomLink""",
    "rule_texts": "ContainsHTML ContainsUndeclaredHTML NotBlank AttrNotBlank BadCharacters",
    "rule_people": """InvalidContact InvalidAddrSpec InvalidLink UriNotIri InvalidIRI InvalidFullLink InvalidUriChar
        ContainsEmail""",
    "rule_links": """MissingHref MissingAttribute UnexpectedAttribute InvalidMIMEType InvalidURIAttribute
        InvalidNonNegativeInteger InvalidLanguage""",
    "rule_dates": "InvalidRFC3339Date InvalidISO8601DateTime",
}


def rule_feed(root) -> None:
    names = [child.tag.removeprefix(ATOM) for child in root]
    once = [name for name in names if name not in {"link", "entry"}]
    assert {"id", "title", "updated", "author"} <= set(names)
    assert len(once) == len(set(once))
    assert sorted(names, key=ORDER.split().index) == names
    assert root.get(LANG)
    for node in root.iter(f"{ATOM}id", f"{ATOM}icon"):
        assert URI.fullmatch(node.text), node.text


def rule_entry(root) -> None:
    entries = root.findall(f"{ATOM}entry")
    for name in ("id", "updated"):
        values = [entry.findtext(f"{ATOM}{name}") for entry in entries]
        assert len(values) == len(set(values)), name
    for entry in entries:
        names = [child.tag.removeprefix(ATOM) for child in entry]
        alternates = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert {"id", "title", "updated", "author", "source"} <= set(names)
        assert ("content" in names) != ("summary" in names)
        assert "content" in names or alternates
        assert len(alternates) <= 1
        assert {"id", "title", "updated"} <= {child.tag.removeprefix(ATOM) for child in entry.find(f"{ATOM}source")}


def rule_texts(root) -> None:
    for name in ("title", "subtitle", "rights", "summary", "content"):
        for node in root.iter(f"{ATOM}{name}"):
            assert node.text
            assert node.get("type") == "html" or not HTML_LIKE.search(node.text), node.text
            assert not re.search("[\x80-\x9f\ufffd]", node.text)
    for node in root.iter(f"{ATOM}category"):
        assert node.get("term").strip()


def rule_people(root) -> None:
    for author in root.iter(f"{ATOM}author"):
        name = author.findtext(f"{ATOM}name")
        assert name.strip()
        assert not HTML_LIKE.search(name)
        address = author.findtext(f"{ATOM}uri")
        assert address is None or (URI.fullmatch(address) and urlsplit(address).netloc)
        mail = author.findtext(f"{ATOM}email")
        assert mail is None or re.fullmatch(r"[\w.+'-]+@[\w.-]+", mail)


def rule_links(root) -> None:
    for link in root.iter(f"{ATOM}link"):
        assert set(link.attrib) <= {"rel", "href", "type", "length"}
        assert URI.fullmatch(link.get("href")), link.get("href")
        assert re.fullmatch(r"[\w.+-]+/[\w.+-]+", link.get("type", "a/b"))
        assert int(link.get("length", "0")) >= 0
    for node in root.iter():
        assert re.fullmatch(r"[a-z]{2,3}(-\w{1,8})*", node.get(LANG, "en") if isinstance(node.tag, str) else "en")


def rule_dates(root) -> None:
    for node in root.iter(f"{ATOM}updated", f"{ATOM}published"):
        assert DATE.fullmatch(node.text)


def check(document: str) -> None:
    root = etree.fromstring(document.encode())
    for name in RULES:
        globals()[name](root)


def test_the_sample_feed_breaks_no_rule(rendered):
    check(rendered["atom.xml"])


def test_a_planet_without_address_or_entries_breaks_none(atom, make_view, empty_view):
    check(atom(make_view(url=None, author=None)))
    check(atom(empty_view))


@pytest.mark.parametrize("link", ["https://x.example/a b|\\ü", "magnet:?xt=urn:btih:x y", None])
def test_hostile_and_broken_values_break_none(atom, one_entry, another, hostile, link):
    nasty = f"{hostile}\x00\x07\x85\ud800\ufffd\ufffe&nbsp;</b>"
    fields = {
        "title": nasty,
        "link": link,
        "lang": nasty,
        "authors": (Person(name=nasty, uri=nasty, email=nasty), Person(name="\x00"), Person(name="&amp;amp;")),
        "categories": (nasty, " ", "\x00"),
        "rights": nasty,
        "content": Content(html=SafeHtml(f"<p>\x00\ufffd{'x' * 99}</p>"), lang=nasty),
        "summary": Content(html=SafeHtml(" \x00 ")),
        "enclosures": (Enclosure(href="https://x.example/ b", type=nasty, length_bytes=-1, title=nasty),),
        "source": Source(title=nasty, id=nasty, link=nasty),
    }
    bare = another("bare", title="", link=link)

    check(atom(one_entry(also=(bare, another("same", title="\x00\x01")), **fields)))


def test_every_message_has_one_rule_or_one_reason():
    rules = " ".join(RULES.values()).split()
    reasons = " ".join(WHY_NOT).split()

    assert len(rules + reasons) == len({*rules, *reasons})
    assert all(callable(globals()[name]) for name in RULES)
