"""A value with its key, its path and its place; and a mapping of such values in which unknown keys are problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from planet.config.keys import ROOT, Key, Kind
from planet.config.problems import Problems
from planet.config.wording import did_you_mean, nearest, quoted
from planet.config.yaml_nodes import Mapping, Node, Scalar, Sequence
from planet.errors import Place
from planet.values import dataclass

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value as written. `path` names it in messages (`feeds[3].url`; "" is the whole file)."""

    node: Node
    key: Key
    path: str
    file: str
    problems: Problems

    @property
    def place(self) -> Place:
        """Where it was written."""
        return Place(file=self.file, line=self.node.line, column=self.node.column)

    @property
    def is_nothing(self) -> bool:
        """Whether a key stands there without a value, which is the same as no key."""
        return isinstance(self.node, Scalar) and self.node.kind == "nothing"

    def wrong(self, text: str, hint: str | None = None) -> None:
        """Say that this value is wrong, and why."""
        self.problems.add(f"{self.path}: {text}" if self.path else text, self.place, hint)

    def unwanted(self, wanted: str, hint: str | None = None) -> None:
        """Say that something else is `wanted`, and what was found."""
        self.wrong(f"found {_found(self.node)}, but {wanted} is wanted", hint)

    def child(self, node: Node, key: Key, step: str) -> Value:
        """The value `node` inside this one, one `step` further (`.url`, `[3]`)."""
        return Value(node=node, key=key, path=(self.path + step).lstrip("."), file=self.file, problems=self.problems)

    def items(self) -> Iterator[Value]:
        """The values of a list, or of what should have been one (which is a problem)."""
        if not isinstance(self.node, Sequence):
            hint = f'start each item of "{self.key.name}:" with "- "'
            self.unwanted("a list", hint)
            return
        for number, node in enumerate(self.node.items):
            item = self.child(node, self.key, f"[{number}]")
            if item.is_nothing:
                item.wrong('there is nothing behind this "-"', "write a value or delete it")
            else:
                yield item


class Section:
    """The keys of one mapping. A key without a value counts as not written."""

    def __init__(self, value: Value) -> None:
        self._value = value
        self._known = {key.name: key for key in value.key.below}
        self._written: dict[str, Value] = {}
        self._misspelt: set[str] = set()
        if isinstance(value.node, Mapping):
            self._take(value.node)
        else:
            value.unwanted(f"a mapping ({', '.join(f'{name}: …' for name in self._known)})")

    def _take(self, node: Mapping) -> None:
        for name, child in node.entries:
            key = self._known.get(name.text)
            if key is None:
                self._refuse(name)
            else:
                self._written[key.name] = self._value.child(child, key, f".{key.name}")

    def _refuse(self, name: Scalar) -> None:
        named = self._value.child(name, self._value.key, "")
        named.wrong(f"{quoted(name.text)} is not a key that Planet knows", self._meant(name.text))

    def _meant(self, name: str) -> str:
        if name == "<<":
            return "merge keys are not read; write the keys out"
        if "://" in name:
            return "an address that is a feed with more keys is written as: url: ADDRESS"
        if close := nearest(name, self._known):
            self._misspelt.add(close)
            return f"did you mean {quoted(close)}?"
        elsewhere = _elsewhere(name) if self._value.key.kind is Kind.SECTION else None
        return did_you_mean(elsewhere) or f"keys that may stand here: {', '.join(self._known)}"

    def get(self, name: str) -> Value | None:
        """The value of a key, or None when it is not written."""
        value = self._written.get(name)
        return None if value is None or value.is_nothing else value

    def read(self, name: str, reader: Callable[[Value], Result | None], default: Result) -> Result:
        """What `reader` makes of a key; `default` when it is not written, or wrong (which is then a problem)."""
        value = self.get(name)
        result = reader(value) if value else None
        return default if result is None else result

    def need(self, name: str, hint: str | None = None) -> Value | None:
        """The value of a key that must be there; that it is not is a problem (one, when it is only misspelt)."""
        written = self._written.get(name)
        if written and written.is_nothing:
            written.wrong("is empty", hint)
        elif not written and isinstance(self._value.node, Mapping) and name not in self._misspelt:
            self._value.wrong(f"{quoted(name)} is missing", hint)
        return self.get(name)


def _elsewhere(name: str) -> str | None:
    """The path of a key of this name in one of the sections of the top level."""
    sections = (section for section in ROOT.below if section.kind is Kind.SECTION)
    return next(
        (f"{section.name}.{key.name}" for section in sections for key in section.below if key.name == name), None
    )


def _found(node: Node) -> str:
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    if node.kind == "nothing":
        return "nothing"
    return f"{'the text' if node.kind == 'text' else node.kind} {quoted(node.text)}"
