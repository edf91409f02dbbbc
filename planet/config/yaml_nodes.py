"""YAML as values that remember where they were written. Nothing is constructed: a tag never becomes an object.

PyYAML's parser gives events and its safe loader's resolver says what a plain word is; the nodes are ours, so that
depth, aliases, duplicate keys and tags are bounded while the document is read.
"""

from __future__ import annotations

import re
from typing import Any, Literal, NoReturn

import yaml

from planet.config.problems import Problems
from planet.config.syntax import in_plain_words
from planet.config.wording import quoted
from planet.errors import Place
from planet.values import dataclass

DEEPEST = 32
MOST_ALIASED = 10_000
"""Values that aliases may stand for in all: nine lines of nine aliases each are a thousand million values."""

ScalarKind = Literal["text", "a whole number", "a number", "yes or no", "a date", "nothing"]
_TAGS: dict[str, ScalarKind] = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "a whole number",
    "tag:yaml.org,2002:float": "a number",
    "tag:yaml.org,2002:bool": "yes or no",
    "tag:yaml.org,2002:timestamp": "a date",
    "tag:yaml.org,2002:null": "nothing",
    "tag:yaml.org,2002:merge": "text",
    "tag:yaml.org,2002:value": "text",
    "!": "text",
}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One word or text as written; `kind` is what YAML 1.1 takes it for."""

    line: int
    column: int
    text: str
    kind: ScalarKind


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    line: int
    column: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values in the order written; no key twice."""

    line: int
    column: int
    entries: tuple[tuple[Scalar, Node], ...]


Node = Scalar | Sequence | Mapping


def compose(
    text: str, file: str, problems: Problems, *, first_line: int = 1, loader: type[Any] | None = None
) -> Node | None:
    """The one document in `text`, or None when there is nothing in it. Lines and columns count from 1.

    `first_line` is the line of `file` on which `text` starts. `loader` is PyYAML's safe loader, by default the one in
    C where PyYAML has it. What can be passed over (a key written twice, a strange tag) is added to `problems`; for
    what cannot (not YAML, too deep, an alias bomb) everything found so far is raised as ConfigError.
    """
    fastest: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return _Composer(text, file, problems, first_line, loader or fastest).document()


class _Composer:
    """One reading of one document."""

    def __init__(self, text: str, file: str, problems: Problems, first_line: int, loader: type[Any]) -> None:
        self._text, self._file, self._problems, self._first_line = text, file, problems, first_line
        self._anchors: dict[str, Node] = {}
        self._aliased = 0
        self._refuse_unprintable()
        self._loader = loader(text)

    def document(self) -> Node | None:
        try:
            self._next()  # the start of the stream
            if isinstance(self._next(), yaml.StreamEndEvent):
                return None
            node = self._node(self._next(), 0)
            self._next()  # the end of the document
            self._refuse_second_document(self._next())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._refuse(mark, *in_plain_words(error.problem or "", self._character(mark)))
        except (yaml.YAMLError, ValueError) as error:
            # ValueError: the parser in Python turns "\UFFFFFFFF" into chr(0xFFFFFFFF).
            self._refuse(None, *in_plain_words(f"{type(error).__name__}: escape", ""))
        finally:
            self._loader.dispose()
        return node

    def _next(self) -> Any:  # noqa: ANN401 - an event of PyYAML, whose kinds have no common fields
        return self._loader.get_event()

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401 - see _next
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if depth > DEEPEST:
            self._refuse(event.start_mark, f"more than {DEEPEST} levels of nesting", None)
        line, column = self._spot(event.start_mark)
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Scalar(line, column, event.value, self._kind(event))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._check_tag(event, "tag:yaml.org,2002:seq")
            node = Sequence(line, column, self._items(depth))
        else:
            self._check_tag(event, "tag:yaml.org,2002:map")
            node = Mapping(line, column, self._entries(depth))
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _items(self, depth: int) -> tuple[Node, ...]:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return tuple(items)

    def _entries(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Scalar):
                self._complain(key, "a key must be a word, not a list or a mapping", None)
            elif key.text in entries:
                first = entries[key.text][0]
                self._complain(key, f"{quoted(key.text)} is written twice", f"it is already on line {first.line}")
            else:
                entries[key.text] = (key, value)
        return tuple(entries.values())

    def _alias(self, event: Any) -> Node:  # noqa: ANN401 - see _next
        node = self._anchors.get(event.anchor)
        if node is None:
            there_is_none = f"there is no anchor {quoted('&' + event.anchor)} before this alias"
            self._refuse(event.start_mark, there_is_none, 'put text that starts with "*" into quotes')
        self._aliased += _size(node, MOST_ALIASED)
        if self._aliased > MOST_ALIASED:
            self._refuse(event.start_mark, f"aliases stand for more than {MOST_ALIASED} values", "write the values out")
        return node

    def _kind(self, event: Any) -> ScalarKind:  # noqa: ANN401 - see _next
        tag = event.tag
        if tag is None:
            tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        elif tag not in _TAGS:
            self._check_tag(event, "!")
        return _TAGS.get(tag, "text")

    def _check_tag(self, event: Any, usual: str) -> None:  # noqa: ANN401 - see _next
        if event.tag in {None, "!", usual}:
            return
        written = event.tag.replace("tag:yaml.org,2002:", "!!")
        line, column = self._spot(event.start_mark)
        self._complain(
            Scalar(line, column, "", "text"), f"the tag {quoted(written)} is not allowed", "leave the tag out"
        )

    def _refuse_second_document(self, event: Any) -> None:  # noqa: ANN401 - see _next
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event.start_mark, "a second document starts here", 'leave the line "---" out')

    def _refuse_unprintable(self) -> None:
        match = _UNPRINTABLE.search(self._text)
        if match is None:
            return
        line = self._text.count("\n", 0, match.start())
        column = match.start() - (self._text.rfind("\n", 0, match.start()) + 1)
        place = Place(file=self._file, line=self._first_line + line, column=column + 1)
        self._problems.add(f"the character U+{ord(match[0]):04X} is not allowed in YAML", place, "delete it")
        self._problems.stop()

    def _spot(self, mark: Any) -> tuple[int, int]:  # noqa: ANN401 - see _next
        return self._first_line + mark.line, mark.column + 1

    def _character(self, mark: Any) -> str:  # noqa: ANN401 - see _next
        return self._text[mark.index : mark.index + 1] if mark else ""

    def _complain(self, node: Node, text: str, hint: str | None) -> None:
        self._problems.add(text, Place(file=self._file, line=node.line, column=node.column), hint)

    def _refuse(self, mark: Any, text: str, hint: str | None) -> NoReturn:  # noqa: ANN401 - see _next
        line, column = self._spot(mark) if mark else (None, None)
        self._problems.add(text, Place(file=self._file, line=line, column=column), hint)
        self._problems.stop()


def _size(node: Node, enough: int) -> int:
    """How many values the node stands for, itself included; the count stops a little above `enough`."""
    count, waiting = 0, [node]
    while waiting and count <= enough:
        node = waiting.pop()
        count += 1
        if isinstance(node, Sequence):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            waiting.extend(value for _, value in node.entries)
    return count
