"""Every message that the W3C feed validator has, and why our merged feed never earns it.

CHECKED: our own rules (tests/plugins/atom_rules.py) find it; the planted defect beside each name proves that they do,
and tests/e2e checks the real feeds with these rules. CANNOT: why the message cannot occur in what Planet writes.
ACCEPTED: warnings that a true feed may earn.
"""

import pytest
from plugins.atom_rules import findings

GOOD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>https://planet.example/</id><title>Planet</title><updated>2026-11-23T12:00:00Z</updated>
<link rel="self" type="application/atom+xml" href="https://planet.example/atom.xml"/>
<link href="https://planet.example/"/><author><name>Planet</name></author>
<entry><id>tag:a.example,2026:1</id><title>One</title><updated>2026-11-23T11:00:00Z</updated>
<published>2026-11-23T11:00:00Z</published><link href="https://a.example/1"/>
<author><name>A</name><email>a@a.example</email><uri>https://a.example/</uri></author><category term="tag"/>
<link rel="enclosure" href="https://a.example/1.ogg" type="audio/ogg" length="10"/>
<content type="html">&lt;p&gt;Text &lt;a href="https://a.example/"&gt;link&lt;/a&gt;&lt;/p&gt;</content></entry>
<entry><id>urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6</id><title>Two</title><updated>2026-11-23T10:00:00Z</updated>
<link href="https://a.example/2"/><summary type="html">&lt;p&gt;Text&lt;/p&gt;</summary></entry>
</feed>"""

CHECKED = {
    "SAXError": ("</feed>", ""),
    "UnicodeError": ("Text ", "Te\udcffxt "),
    "UndefinedElement": ("<entry>", "<entry><blink/>"),
    "UnexpectedAttribute": ('<category term="tag"/>', '<category term="tag" onclick="x"/>'),
    "MissingAttribute": ('<category term="tag"/>', "<category/>"),
    "DuplicateElement": ("<title>One</title>", "<title>One</title><title>Uno</title>"),
    "MissingElement": ("<title>One</title>", ""),
    "UnexpectedText": ("<entry>", "<entry>text"),
    "InvalidRFC3339Date": ("2026-11-23T11:00:00Z", "23 Nov 2026"),
    "ImplausibleDate": ("2026-11-23T11:00:00Z", "1970-01-01T00:00:00Z"),
    "InvalidUriChar": ('https://a.example/1"/>', 'https://a.example/ 1"/>'),
    "InvalidFullLink": ("https://a.example/1", "/1"),
    "InvalidLink": ("https://a.example/1", "https:///1"),
    "InvalidTAG": ("tag:a.example,2026:1", "tag:a.example:1"),
    "InvalidURN": ("urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6", "urn:x"),
    "InvalidUUID": ("60a76c80-d399-11d9-b93c-0003939e0af6", "60a76c80"),
    "InvalidAddrSpec": ("a@a.example", "a at a.example"),
    "InvalidLanguage": ('xml:lang="en"', 'xml:lang="en_US"'),
    "InvalidMIMEType": ('type="audio/ogg"', 'type="audio"'),
    "InvalidNonNegativeInteger": ('length="10"', 'length="-1"'),
    "MissingHref": ('<link href="https://a.example/2"/>', "<link/>"),
    "UnregisteredAtomLinkRel": ('rel="enclosure"', 'rel="stuff"'),
    "SelfNotAtom": ('type="application/atom+xml"', 'type="text/html"'),
    "AtomLinkNotEmpty": ('<link href="https://a.example/2"/>', '<link href="https://a.example/2">x</link>'),
    "DuplicateAtomLink": ('<link href="https://a.example/2"/>', '<link href="https://a.example/2"/>' * 2),
    "MissingSelf": ('rel="self"', 'rel="related"'),
    "RelativeSelf": ("https://planet.example/atom.xml", "atom.xml"),
    "SelfDoesntMatchLocation": ("https://planet.example/atom.xml", "https://planet.example/feed"),
    "DuplicateUpdated": ("2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z"),
    "DuplicateIds": ("urn:uuid:60a76c80-d399-11d9-b93c-0003939e0af6", "tag:a.example,2026:1"),
    "NotBlank": ("<title>One</title>", "<title> </title>"),
    "AttrNotBlank": ('term="tag"', 'term=" "'),
    "BadCharacters": ("<title>One", "<title>\x85One"),
    "ContainsUndeclaredHTML": ("<title>One", "<title>&lt;b&gt;One"),
    "InvalidTextType": ('<summary type="html">', '<summary type="text/html">'),
    "MissingContentOrAlternate": (
        '<link href="https://a.example/2"/><summary type="html">&lt;p&gt;Text&lt;/p&gt;</summary>',
        "",
    ),
    "MissingTextualContent": ('<summary type="html">&lt;p&gt;Text&lt;/p&gt;</summary>', ""),
    "SecurityRisk": ("&lt;p&gt;Text &lt;", "&lt;script&gt;&lt;/script&gt;&lt;"),
    "DangerousStyleAttr": ("&lt;p&gt;Text &lt;", "&lt;p style='color:red'&gt;&lt;"),
    "SecurityRiskAttr": ("&lt;p&gt;Text &lt;", "&lt;p onclick='x'&gt;&lt;"),
    "ContainsRelRef": ('href="https://a.example/"&gt;link', 'href="/relative"&gt;link'),
}

CANNOT = {
    "the XML is made by one template with autoescape, in UTF-8, with the declaration first": (
        "WPBlankLine", "MissingNamespace", "NotInANamespace", "UndefinedNamedEntity", "InvalidDoctype", "BadXmlVersion",
        "NotUTF8", "ObscureEncoding", "UnknownEncoding", "EncodingMismatch", "NonstdEncoding", "MissingEncoding",
        "FatalSecurityRisk", "ContainsSystemEntity", "UndeclaredPrefix", "ReservedPrefix", "AvoidNamespacePrefix",
        "NonstdPrefix", "UnknownNamespace", "UnsupportedNamespace", "InvalidNamespace", "ObsoleteNamespace",
        "ObsoleteVersion", "ValidatorLimit",
    ),
    "no extension namespace is written": (
        "UseOfExtensionAttr", "MediaRssNamespace", "NoThrWhen", "InvalidCreditRole", "InvalidMediaTextType",
        "InvalidMediaHash", "InvalidMediaRating", "InvalidNPTTime", "InvalidMediaRestriction", "InvalidMediaExpression",
        "InvalidMediaRestrictionRel", "InvalidMediaRestrictionType", "InvalidMediaMedium", "DeprecatedMediaAdult",
        "MediaGroupWithoutAlternatives", "InvalidSseType", "InvalidNSS", "IntegerOverflow", "SinceAfterUntil",
        "MissingByAndWhenAttrs", "CommentRSS", "ObsoleteWikiNamespace", "InvalidCoord", "InvalidCoordList",
        "CoordComma",
        "InvalidLatitude", "InvalidLongitude", "MissingItunesElement", "MissingItunesEmail", "UnsupportedItunesFormat",
        "InvalidUpdatePeriod", "MisplacedMetadata", "InvalidPermalink", "NonSpecificMediaType",
        "MissingRecommendedAttribute", "MissingRecommendedElement", "QuestionableUsage", "UndeterminableVocabulary",
    ),
    "the feed is no RFC 5005 archive and no Atom 0.3, APP or XRD document": (
        "FeedHistoryRelInEntry", "FeedRelInCompleteFeed", "CurrentNotSelfInCompleteFeed", "LinkPastEnd",
        "MissingCurrentInArchive", "ArchiveIncomplete", "ConflictingCatAttr", "ConflictingCatChildren",
        "InvalidMediaRange", "UndefinedParam", "InvalidContentMode", "NotEscaped",
    ),
    "content is always type html, inline: nothing is base64, XHTML or out of line": (
        "NotBase64", "NotInline", "HtmlFragment", "MissingXhtmlDiv", "MisplacedXHTMLContent", "MissingTypeAttr",
        "MissingSummary", "InvalidURIAttribute", "InvalidMIMEAttribute",
    ),
    "it speaks of RSS, OPML, KML, OpenSearch or Google Base": (
        "InvalidRSSVersion", "NotEnoughHoursInTheDay", "EightDaysAWeek", "InvalidHttpGUID", "MissingGuid",
        "MissingDescription", "MissingLink", "MissingTitle", "ItemMustContainTitleOrDescription",
        "ImageLinkDoesntMatch",
        "ImageUrlFormat", "InvalidRFC2822Date", "IncorrectDOW", "ProblematicalRFC822Date", "InvalidRDF",
        "RSS20Profile", "CharacterData", "DuplicateSemantics", "DuplicateItemSemantics",
        "DuplicateDescriptionSemantics",
        "MissingAtomSelfLink", "InvalidOPMLVersion", "MissingXmlURL", "InvalidOutlineVersion", "InvalidExpansionState",
        "ShouldIncludeExample", "InvalidAdultContent", "InvalidSyndicationRight", "DuplicateEnclosure", "ContainsEmail",
        "InvalidIntegerAttribute", "InvalidBooleanAttribute", "InvalidPercentage", "InvalidAlphanum", "InvalidWidth",
        "InvalidHeight", "InvalidHour", "InvalidDay", "InvalidDuration", "InvalidYesNo", "InvalidKeywords",
        "InvalidEncoding", "InvalidItunesCategory", "ObsoleteItunesCategory", "InvalidCommaSeparatedIntegers",
    ),
    "the checked rule above covers it: the validator's finer name for the same fault": (
        "InvalidValue", "InvalidContact", "UriNotIri", "InvalidIRI", "InvalidURI", "InvalidURLAttribute",
        "InvalidISO8601Date", "InvalidISO8601DateTime", "InvalidW3CDTFDate", "InvalidInteger", "InvalidPositiveInteger",
        "NoBlink", "DuplicateValue", "UnexpectedWhitespace", "ContainsHTML", "DuplicateEntries", "TooLong",
    ),
    "it speaks of how the host serves the file (docs/publishing.md)": (
        "HttpError", "IOError", "HttpProtocolError", "HttpsProtocolError", "HttpsProtocolWarning", "TempRedirect",
        "TextXml", "Uncompressed", "UnexpectedContentType", "HttpErrorWithPossibleFeed",
    ),
    "every source element has id, title and updated, and the feed has xml:lang": (
        "MissingSourceElement", "MissingDCLanguage",
    ),
}  # fmt: skip

ACCEPTED = {
    "NotHtml": "MathML inside HTML, which the validator's list of HTML elements does not know",
    "NonCanonicalURI": "an id or address stays as its author wrote it (RFC 4287 §4.2.6.1 compares byte for byte)",
    "SchemeNotIANARegistered": "an original id keeps its scheme",
    "NotSufficientlyUnique": "an original id keeps its authority",
    "SameDocumentReference": "an author may link to the author's own address",
    "UnknownHost": "the validator's own network decides",
}


def test_the_good_feed_has_no_findings():
    assert findings(GOOD.encode(), self_url="https://planet.example/atom.xml") == []


@pytest.mark.parametrize("message", CHECKED)
def test_a_planted_defect_is_found(message):
    defect = GOOD.replace(*CHECKED[message], 1)
    assert defect != GOOD

    found = findings(defect.encode("utf-8", "surrogateescape"), self_url="https://planet.example/atom.xml")

    assert message in {name for name, _ in found}


def test_no_message_is_listed_twice():
    names = [*CHECKED, *ACCEPTED, *(name for names in CANNOT.values() for name in names)]

    assert len(names) == len(set(names))
