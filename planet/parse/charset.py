"""Bytes → text: which encoding a document is really in.

A byte order mark wins, then what the bytes prove (valid UTF-8 is UTF-8, whatever a label says), then the labels: HTTP
before prolog (RFC 7303 §3.2), except that a web server's Latin-1 by default never beats an author's prolog. What is
left is guessed. UTF-7 is refused: it hides markup from everything that looks at bytes.
"""

from __future__ import annotations

import codecs
import re

from planet.errors import Kind, ParseError
from planet.parse.charset_guess import guess
from planet.values import dataclass

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),  # "<?xm" in EBCDIC
)
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
# Wider than its name: what a label means in practice (WHATWG Encoding §4.2).
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "cp950",
    "tis-620": "cp874",
}
# Python has codecs that are no character sets (unicode_escape, punycode, idna): a label can only name one of these.
_KNOWN = (
    frozenset({f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)})
    | frozenset({f"cp{page}" for page in (*range(1250, 1259), 437, 850, 852, 855, 866, 874, 932, 949, 950, 500)})
    | frozenset({"cp037", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "tis-620", "ptcp154", "kz1048"})
    | frozenset({"gb2312", "gbk", "gb18030", "hz", "big5", "big5hkscs", "euc_jp", "shift_jis", "euc_kr", "johab"})
    | frozenset({"iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_kr", "shift_jis_2004", "shift_jisx0213"})
    | frozenset({"utf-8", "ascii", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
)
_SEVEN_BIT = {
    "iso2022_jp": b"\x1b",
    "iso2022_jp_2": b"\x1b",
    "iso2022_jp_ext": b"\x1b",
    "iso2022_kr": b"\x1b",
    "hz": b"~{",
}
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:+-]{1,40})""", re.IGNORECASE)
_PROLOG = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:+-]{1,40})["']""")
_UTF7 = re.compile(r"(?:cs)?(?:unicode-?[12]-?[01]-?)?utf-?_?7", re.IGNORECASE)
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text of a document, and the encoding that it was read in.

    `warning` is a sentence where its label was wrong or bytes were damaged. `at` is where in the body the text's own
    bytes in UTF-8 begin, which go on to its end; None where it is made of others.
    """

    text: str
    encoding: str
    warning: str | None = None
    at: int | None = None


def decode(body: bytes, content_type: str | None) -> Decoded:
    """The text of a document, without byte order marks.

    Never fails for damaged bytes (they become U+FFFD). Raises ParseError (malformed) for UTF-7.
    """
    labels = _labels(body, content_type)
    _refuse_utf7(body, labels)
    marked = _by_mark(body) or _by_zeros(body)
    if marked:
        return _behind_marks(body, marked)
    names = [name for name in map(_canonical, labels) if name]
    for name in names:
        if name in _SEVEN_BIT and _SEVEN_BIT[name] in body[:65536]:
            return Decoded(text=body.decode(name, "replace"), encoding=name)
    decoded = _as_utf8(body, names) or _as_labelled(body, names)
    if decoded:
        return decoded
    found = guess(body)
    warning = f"the encoding is not declared rightly; read as {found}"
    return Decoded(text=body.decode(found, "replace"), encoding=found, warning=warning)


def _behind_marks(body: bytes, encoding: str) -> Decoded:
    marked = body.decode(encoding, "replace")
    text = marked.lstrip("\ufeff")
    is_itself = encoding == "utf-8" and "\ufffd" not in text
    at = len(codecs.BOM_UTF8) * (len(marked) - len(text)) if is_itself else None
    return Decoded(text=text, encoding=encoding, at=at)


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """What HTTP and the prolog say, the more credible first."""
    in_http = _CHARSET.search(content_type or "")
    # UTF-16 puts a zero beside every ASCII character.
    in_prolog = _PROLOG.search(body[:1024].replace(b"\x00", b""))
    labels = [in_http[1]] if in_http else []
    if in_prolog:
        at_front = bool(labels) and _canonical(labels[0]) in _LATIN
        labels.insert(0 if at_front else len(labels), in_prolog[1].decode("ascii"))
    return labels


def _refuse_utf7(body: bytes, labels: list[str]) -> None:
    marked = body[:3] == b"+/v" and body[3:4] in {b"8", b"9", b"+", b"/"}
    if marked or any(_UTF7.fullmatch(label) for label in labels):
        raise ParseError(
            Kind.MALFORMED,
            "the document is in UTF-7, an encoding that hides markup; Planet does not read it",
            hint="Ask the feed's owner to send UTF-8.",
        )


def _canonical(label: str) -> str | None:
    """Python's name for a character set we read, or None."""
    if len(label) > 40:  # noqa: PLR2004 - no character set has a longer name
        return None
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return name if name in _KNOWN else None


def _by_mark(body: bytes) -> str | None:
    return next((name for mark, name in _BOMS if body.startswith(mark)), None)


def _by_zeros(body: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: which bytes of a markup's ASCII characters are zero (XML 1.0, appendix F)."""
    head = body[:256]
    zeros = "".join("0" if head[start::4].count(0) * 4 >= len(head) * 0.8 else "x" for start in range(4))
    shapes = {"x0x0": "utf-16-le", "0x0x": "utf-16-be", "x000": "utf-32-le", "000x": "utf-32-be"}
    return shapes.get(zeros)


def _as_utf8(body: bytes, names: list[str]) -> Decoded | None:
    """The text when it is UTF-8, or UTF-8 with a few damaged characters."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        if damaged * 20 > len(_NON_ASCII.findall(text)):
            return None
        warning = f"{damaged} characters are damaged (not valid UTF-8)"
        return Decoded(text=text, encoding="utf-8", warning=warning)
    declared = next((name for name in names if name not in {"utf-8", "ascii"}), None)
    if not declared or text.isascii():
        return Decoded(text=text, encoding="utf-8", at=0)
    return Decoded(text=text, encoding="utf-8", warning=f"labelled {declared}, but it is UTF-8", at=0)


def _as_labelled(body: bytes, names: list[str]) -> Decoded | None:
    """The text by the first label that fits (at most one character in twenty is damaged)."""
    for name in names:
        if name in {"utf-8", "ascii"} or name.startswith(("utf-16", "utf-32")):
            continue
        text = body.decode(_WIDER.get(name, name), "replace")
        damaged = text.count("\ufffd")
        if damaged * 20 <= len(_NON_ASCII.findall(text)):
            warning = f"{damaged} characters are damaged (not valid {name})" if damaged else None
            return Decoded(text=text, encoding=name, warning=warning)
    return None
