"""A stranger's HTML as tags and text: the tokenizer that bleach vendors, with bounds and a short cut. In children only.

The short cut reads a tag or a run of text with one pattern where it is written plainly, as nearly all are: quoted
values, no stray characters, references from a list that no parser reads differently. Everything else goes state by
state, as html5lib does it. Both give the same tokens, which `test_html_tokens.py` holds against each other.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from re import Match
from typing import Any

from bleach._vendor.html5lib._tokenizer import HTMLTokenizer
from bleach._vendor.html5lib.constants import tokenTypes

from planet.clean.bounds import MAX_ATTRIBUTES, MAX_NAME_LENGTH
from planet.clean.policy import DROPPED, VOID

LONG_VALUE = 8192  # an attribute value that is longer and still goes on with references is nobody's address

START, END, ERROR, CHARACTERS, SPACES, COMMENT = (
    tokenTypes[name] for name in ("StartTag", "EndTag", "ParseError", "Characters", "SpaceCharacters", "Comment")
)
_ENDS_OF_NAME = ("\t", "\n", "\f", "\r", " ", "/", ">", "\0")
_SPACE = " \t\n\f"
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"},
)

# References that mean the same in text, in a value and to Python: none is white space, none needs mending.
_REFERENCE = (
    r"&(?:amp|apos|gt|lt|quot|nbsp|[lr][sd]quo|hellip|[nm]dash|[lr]aquo|bull|middot|copy|reg|trade|times|deg"
    r"|[aeiouAEIOU](?:acute|grave|circ|uml)|szlig|[cC]cedil|[nN]tilde"
    r"|#(?:3[3-9]|[4-9]\d|1[01]\d|12[0-6]|1[6-9]\d|[2-9]\d\d|[1-9]\d{3}|[1-4]\d{4})"
    r"|#[xX](?:2[1-9a-fA-F]|[3-6][0-9a-fA-F]|[a-fA-F][0-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]{2}|[1-9aAbB][0-9a-fA-F]{3}));"
)
_TEXT = re.compile(rf"(?:[^&<\0]|{_REFERENCE})[^&<\0]*+(?:{_REFERENCE}[^&<\0]*+)*+")
_VALUE = re.compile(rf"[^&]*+(?:{_REFERENCE}[^&]*+)*+")
_WHITE = re.compile(rf"[{_SPACE}]++")
_ATTRIBUTE = rf"""[{_SPACE}]++([A-Za-z_][A-Za-z0-9_:.-]{{0,63}}+)(?:=(?:"([^"\0]*+)"|'([^'\0]*+)'))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9:_-]{{0,63}}+)((?:{_ATTRIBUTE.replace('([', '(?:[')})*+)[{_SPACE}]*+(/?)>")

Token = dict[str, Any]


class BoundedTokenizer(HTMLTokenizer):  # type: ignore[misc]  # html5lib has no types
    """html5lib's tokenizer without its quadratic corners, and with an end."""

    cut = False
    lifted = 0
    thinned = False

    def __init__(self, html: str, parser: Any) -> None:  # noqa: ANN401 - html5lib's
        super().__init__(html.replace("\r\n", "\n").replace("\r", "\n"), parser=parser)
        self.stream.reportCharacterErrors = None  # nobody reads them
        self.stream._defaultChunkSize = len(html) + 1  # noqa: SLF001 - all at once, so that a pattern sees the whole tag
        self.stream.readChunk()

    def __iter__(self) -> Iterator[Token]:
        tree, bounds = self.parser.tree, self.parser.bounds
        skipped: dict[str, int] = {}
        for count, token in enumerate(self.all_tokens()):
            kind = token["type"]
            depth = len(tree.openElements)
            if count > bounds.tokens or tree.made > bounds.elements or depth > 2 * bounds.depth:
                self.cut = True
                return
            if kind == START and depth > bounds.depth and can_be_lifted(token["name"]):
                skipped[token["name"]] = skipped.get(token["name"], 0) + 1
                self.lifted += 1
            elif kind == END and skipped.get(token["name"]):
                skipped[token["name"]] -= 1
            elif kind == END and token["name"] in _FORMATTING and _is_unlisted(tree, token["name"]):
                tree.openElements.pop()
            elif kind != ERROR:
                yield token

    def all_tokens(self) -> Iterator[Token]:
        """Every token, errors among them, without regard to bounds."""
        queue: deque[Token] = deque()
        self.tokenQueue = queue
        while self.state():
            while queue:
                yield queue.popleft()

    def dataState(self) -> Any:  # noqa: N802, D102, ANN401 - html5lib's
        stream = self.stream
        chunk, position = stream.chunk, stream.chunkOffset
        first = chunk[position : position + 1]
        if first == "<":
            match = _TAG.match(chunk, position)
            token = _tag(match) if match else None
            if match is None or token is None:
                return super().dataState()
            self.currentToken = token  # the end of a script or style is found by it
        elif first in _SPACE:
            match = _WHITE.match(chunk, position)
            if match is None:
                return super().dataState()
            token = {"type": SPACES, "data": match[0]}
        else:
            match = _TEXT.match(chunk, position)
            if match is None:
                return super().dataState()
            text = match[0]
            token = {"type": CHARACTERS, "data": unescape(text) if "&" in text else text}
        self.tokenQueue.append(token)
        stream.chunkOffset = match.end()
        return True

    def attributeNameState(self) -> Any:  # noqa: N802, D102, ANN401 - html5lib's
        attributes = self.currentToken["data"]
        if len(attributes) > MAX_ATTRIBUTES:
            del attributes[MAX_ATTRIBUTES:-1]
            self.thinned = True
        if len(attributes[-1][0]) > MAX_NAME_LENGTH:
            attributes[-1][0] = "-"
        return super().attributeNameState()

    def tagNameState(self) -> Any:  # noqa: N802, D102, ANN401 - html5lib's
        # All of the name at once: letter by letter, as html5lib reads it, takes an eighth of all parsing.
        name = self.currentToken["name"] + self.stream.charsUntil(_ENDS_OF_NAME)
        self.currentToken["name"] = name[:MAX_NAME_LENGTH]
        return super().tagNameState()

    def consumeEntity(self, allowedChar: Any = None, fromAttribute: bool = False) -> None:  # noqa: N802, N803, D102, ANN401, FBT001, FBT002 - html5lib's
        if fromAttribute and len(self.currentToken["data"][-1][1]) > LONG_VALUE:
            self.currentToken["data"][-1][1] = ""
        super().consumeEntity(allowedChar, fromAttribute)

    def commentState(self) -> Any:  # noqa: N802, D102, ANN401 - html5lib's
        self.currentToken["data"] = ""
        return super().commentState()

    def doctypeState(self) -> Any:  # noqa: N802, D102, ANN401 - html5lib's
        self.state = self.bogusCommentState
        return True


def _tag(match: Match[str]) -> Token | None:
    """The token of a tag that is written plainly; None when it is not, after all."""
    closing, name, attributes, slash = match.groups()
    if closing:
        return None if attributes or slash else {"type": END, "name": name.lower(), "data": [], "selfClosing": False}
    data = _attributes(attributes) if attributes else {}
    if data is None:
        return None
    return {
        "type": START,
        "name": name.lower(),
        "data": data,
        "selfClosing": slash == "/",
        "selfClosingAcknowledged": False,
    }


def _attributes(written: str) -> dict[str, str] | None:
    """Names and values, of two with one name the first; None for more than are read or values that need more care."""
    data: dict[str, str] = {}
    found = _ATTRIBUTES.findall(written)
    if len(found) > MAX_ATTRIBUTES:
        return None
    for name, double, single in found:
        value = double or single
        if "&" in value:
            if len(value) > LONG_VALUE or not _VALUE.fullmatch(value):
                return None
            value = unescape(value)
        data.setdefault(name.lower(), value)
    return data


def _is_unlisted(tree: Any, name: str) -> bool:  # noqa: ANN401 - html5lib's
    """Whether an end tag ends the current node alone: step 3 of HTML §13.2.6.4.7, which html5lib does not know."""
    current = tree.openElements[-1]
    return current.name == name and current.namespace is None and current not in tree.activeFormattingElements


def can_be_lifted(name: str) -> bool:
    """Whether an element may go and leave what is in it: not one whose text nobody was to read."""
    return name not in VOID and name not in DROPPED
