"""What of a stranger's HTML may be shown: the one allow-list, as data.

Three readers share it: `sieve` shapes the tree by it, bleach's filter and nh3 (`gate`) check by it what came out. An
attribute passes only with a whole value that its pattern matches, so the patterns are the last word on every value.
Raise `POLICY_VERSION` whenever the same input could come out differently, here or in any other module of this room:
kept results of older versions are then cleaned again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from re import Pattern
from typing import Final, TypeVar

from planet.values import dataclass

POLICY_VERSION: Final = 3

REL: Final = "noopener nofollow ugc"
ID_PREFIX: Final = "e-"

Attributes = Mapping[str, Pattern[str]]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Policy:
    """Elements, and for each its attributes with the pattern of their whole value.

    `rel` is what links to elsewhere get, or None. `top_heading` is the level of the first heading.
    """

    elements: Mapping[str, Attributes]
    rel: str | None
    top_heading: int

    def permits(self, element: str, attribute: str, value: str) -> bool:
        """Whether this attribute with this value may stand on this element."""
        pattern = self.elements.get(element, {}).get(attribute)
        return pattern is not None and pattern.fullmatch(value) is not None


def _each(names: str, value: _T) -> dict[str, _T]:
    return dict.fromkeys(names.split(), value)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


def _any(words: str) -> Pattern[str]:
    return re.compile("|".join(words.split()))


# No control character but white space, no half of a surrogate pair, no mark that turns text around.
_PLAIN = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
_ADDRESS = r"[^\x00-\x20\x7f-\xa0\"<>\\^`{|}]"
TEXT = re.compile(_PLAIN + "{0,1024}")
EMPTY = re.compile("")
NUMBER = re.compile(r"-?\d{1,9}")
PIXELS = re.compile(r"\d{1,5}")
SPAN = re.compile(r"[1-9]\d{0,2}|1000")
ID = re.compile(r"e-[0-9A-Za-z]{1,64}-[\w.:~-]{1,128}")
IDS = re.compile(rf"{ID.pattern}(?: {ID.pattern}){{0,15}}")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
DIRECTION = _any("ltr rtl auto")
TIME = re.compile(r"[-+:.,TZWPYMDHSapm0-9a-z ]{1,64}")
MIME = re.compile(r"[a-z]+/[a-z0-9.+-]{1,64}(?:; ?codecs=[\w., -]{1,64})?")
CODE_CLASS = re.compile(r"language-[A-Za-z0-9+#._-]{1,32}")
SIZES = re.compile(r"[A-Za-z0-9 ().,:%*/+-]{1,256}")
WEB = rf"https?://{_ADDRESS}+"
LINK = re.compile(rf"{WEB}|(?:mailto|tel|xmpp|magnet):{_ADDRESS}+|#{ID.pattern}")
# A page of the maintainer's own may also point within the site: no scheme, and no slashes that would begin a host.
AUTHORED_LINK = re.compile(rf"{LINK.pattern}|(?![A-Za-z][A-Za-z0-9+.-]*:|//){_ADDRESS}+")
WEB_LINK = re.compile(WEB)
IMAGE = re.compile(rf"{WEB}|(?i:data:image/(?:png|gif|jpeg|webp|avif);base64,)[A-Za-z0-9+/=]+")
AUTHORED_IMAGE = re.compile(rf"{IMAGE.pattern}|(?![A-Za-z][A-Za-z0-9+.-]*:|//){_ADDRESS}+")
SRCSET = re.compile(rf"{WEB}(?: \d{{1,5}}(?:\.\d{{1,3}})?[wx])?(?:, {WEB}(?: \d{{1,5}}(?:\.\d{{1,3}})?[wx])?){{0,31}}")

GLOBAL: Attributes = {"id": ID, "dir": DIRECTION, "lang": LANGUAGE}
_ALIGNED: Attributes = {**GLOBAL, "data-align": _any("center right")}  # ours, from styles: see repair/alignment
_TITLED: Attributes = {**GLOBAL, "title": TEXT}
_EDIT: Attributes = {**_TITLED, "cite": WEB_LINK, "datetime": TIME}
_CELL: Attributes = {**_ALIGNED, "colspan": SPAN, "rowspan": SPAN, "headers": IDS}
_MEDIA: Attributes = {**GLOBAL, "src": WEB_LINK, "controls": EMPTY, "preload": _any("none")}
_IMG: Attributes = {
    **_TITLED,
    "src": IMAGE,
    "alt": TEXT,
    "width": PIXELS,
    "height": PIXELS,
    "srcset": SRCSET,
    "sizes": SIZES,
    "loading": _any("lazy"),
    "decoding": _any("async"),
    "referrerpolicy": _any("no-referrer"),
}
# Only the box that we put around tables and code has these: `sieve` takes them from everybody else (see `scrolling`).
SCROLL_CLASS: Final = "scroll"
_DIV: Attributes = {
    **_ALIGNED,
    "class": re.compile(SCROLL_CLASS),
    "role": re.compile("group"),
    "tabindex": re.compile("0"),
    "aria-label": re.compile(_PLAIN + "{1,128}"),
}

HTML_ELEMENTS: Mapping[str, Attributes] = {
    **_each("b bdi blockquote br code dd del dl dt em figure hr i", GLOBAL),
    **_each("caption figcaption h4 h5 h6 p tr", _ALIGNED),
    **_each("address kbd mark pre rb rp rt ruby s samp small strong sub summary sup", GLOBAL),
    **_each("table tbody tfoot thead u ul var wbr", GLOBAL),
    **_each("abbr bdo cite dfn span", _TITLED),
    "a": {**_TITLED, "href": LINK, "hreflang": LANGUAGE, "rel": re.compile(REL)},
    "audio": _MEDIA,
    "blockquote": {**GLOBAL, "cite": WEB_LINK},
    "code": {**GLOBAL, "class": CODE_CLASS},
    "col": {**GLOBAL, "span": SPAN},
    "colgroup": {**GLOBAL, "span": SPAN},
    "data": {**GLOBAL, "value": TEXT},
    "del": _EDIT,
    "details": {**GLOBAL, "open": EMPTY},
    "div": _DIV,
    "img": _IMG,
    "ins": _EDIT,
    "li": {**GLOBAL, "value": NUMBER},
    "ol": {**GLOBAL, "start": NUMBER, "type": _any("1 a A i I"), "reversed": EMPTY},
    "q": {**GLOBAL, "cite": WEB_LINK},
    "source": {"src": WEB_LINK, "type": MIME},
    "td": _CELL,
    "th": {**_CELL, "scope": _any("row col rowgroup colgroup"), "abbr": TEXT},
    "time": {**_TITLED, "datetime": TIME},
    "video": {**_MEDIA, "poster": WEB_LINK, "width": PIXELS, "height": PIXELS},
}

_LENGTH = re.compile(r"[+-]?[0-9.]{1,12}(?:em|ex|px|pt|%|in|cm|mm|pc|rem|ch)?")
_TRUTH = _any("true false")
_MATH: Attributes = {
    "dir": _any("ltr rtl"),
    "displaystyle": _TRUTH,
    "scriptlevel": re.compile(r"[+-]?\d{1,2}"),
    "mathvariant": re.compile(r"[a-z-]{1,32}"),
}
_OPERATOR: Attributes = {
    **_MATH,
    **_each("accent fence largeop movablelimits separator stretchy symmetric", _TRUTH),
    **_each("lspace maxsize minsize rspace", _LENGTH),
    "form": _any("prefix infix postfix"),
}
_UNDER_OVER: Attributes = {**_MATH, "accent": _TRUTH, "accentunder": _TRUTH}

MATH_TOKENS: Mapping[str, Attributes] = {**_each("mi mn ms mtext", _MATH), "mo": _OPERATOR}
"""The elements of MathML Core in which text stands, and nothing else."""

MATH_ELEMENTS: Mapping[str, Attributes] = {
    **MATH_TOKENS,
    **_each("merror mmultiscripts mphantom mprescripts mroot mrow msqrt mstyle", _MATH),
    **_each("msub msubsup msup mtable mtr", _MATH),
    **_each("mover munder munderover", _UNDER_OVER),
    "math": {**_MATH, "display": _any("block inline"), "alttext": TEXT, "tabindex": re.compile("0")},
    "mfrac": {**_MATH, "linethickness": _LENGTH},
    "mpadded": {**_MATH, **_each("depth height lspace voffset width", _LENGTH)},
    "mspace": {**_MATH, **_each("depth height width", _LENGTH)},
    "mtd": {**_MATH, "columnspan": SPAN, "rowspan": SPAN},
}

VOID: Final = _names("area base br col embed hr img input link meta param source track wbr")
"""HTML elements that have no end tag."""

DROPPED: Final = _names(
    "applet area base basefont bgsound canvas command datalist dialog embed frame frameset head iframe "
    "input isindex keygen link map meta meter noembed noframes noscript object optgroup option output "
    "param plaintext progress script select style svg template textarea title track xmp"
)
"""Elements that go with all that is in them: nobody was meant to read it, or it is no text."""

RENAMED: Mapping[str, str] = {
    **_each("article aside center fieldset footer form header hgroup legend main nav search section", "div"),
    "acronym": "abbr",
    "dir": "ul",
    "h1": "h4",
    "h2": "h4",
    "h3": "h4",
    "listing": "pre",
    "menu": "ul",
    "strike": "s",
    "tt": "code",
}
"""Elements shown as another: landmarks and forms stay blocks without being what they say; old names get today's.

What is in neither list (custom elements, `font`, `label`, `button`) goes, and what is in it stays.
"""

ENTRY_POLICY: Final = Policy(elements={**HTML_ELEMENTS, **MATH_ELEMENTS}, rel=REL, top_heading=4)
"""For all that strangers write."""

PAGE_POLICY: Final = Policy(
    elements={
        **ENTRY_POLICY.elements,
        "h2": _ALIGNED,
        "h3": _ALIGNED,
        "a": {**HTML_ELEMENTS["a"], "href": AUTHORED_LINK},
        "img": {**_IMG, "src": AUTHORED_IMAGE},
    },
    rel=None,
    top_heading=2,
)
"""For the maintainer's own Markdown: links within the site, no distrust in `rel`, headings from h2."""
