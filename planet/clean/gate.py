"""The two independent looks at what the sieve left: bleach's strict filter, and nh3, whose output is what is shown.

Both check by the same policy and neither should find anything: bleach walks our tree, nh3 reads the text again with a
browser's parser (html5ever) that shares no line with ours. bleach 6.4 is its last release, so what it lets pass is
never shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

import nh3
from bleach.sanitizer import BleachSanitizerFilter  # type: ignore[import-untyped]  # bleach ships no types

from planet.clean.html_tree import Element, Node
from planet.clean.policy import DROPPED, VOID, Policy
from planet.clean.text import BIDI_OVERRIDES, ILLEGAL
from planet.urls import LINK_SCHEMES

_SCHEMES = frozenset({*LINK_SCHEMES, "data"})  # `data:` only where the policy's pattern lets it: images


class _StrictFilter(BleachSanitizerFilter):  # type: ignore[misc]  # bleach ships no types
    """bleach's filter over text whose references are resolved: `&lt;` in it is what the author wants to be read."""

    def sanitize_characters(self, token: dict[str, Any]) -> dict[str, Any]:
        return token


def serialized(root: Element, policy: Policy) -> str:
    """The tree as HTML, through bleach's filter, without characters that are illegal anywhere."""
    filtered = _StrictFilter(
        source=(),
        allowed_tags=policy.elements,
        attributes=policy.permits,
        allowed_protocols=_SCHEMES,
        strip_disallowed_tags=True,
    )
    html = "".join([_written(token) for token in filtered.sanitize_stream(_tokens(root))])
    return BIDI_OVERRIDES.sub("", ILLEGAL.sub("", html))


def _written(token: dict[str, Any]) -> str:
    """One token as HTML. Nothing is left to a reader's leniency: every value is quoted, every tag written out."""
    kind = token["type"]
    if kind == "Characters":
        return escape(token["data"], quote=False)
    if kind == "EndTag":
        return f"</{token['name']}>"
    data = token["data"]
    if not data:
        return f"<{token['name']}>"
    attributes = "".join([f' {name}="{_value(value)}"' for (_, name), value in data.items()])
    return f"<{token['name']}{attributes}>"


def _value(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def passed(html: str, policy: Policy) -> str:
    """What nh3 lets pass: the HTML that is shown."""
    return _cleaner(policy).clean(html)


def agree(ours: str, shown: str) -> bool:
    """Whether both looks saw the same HTML, apart from how they write a non-breaking space and ">" in a value."""
    return ours.replace("\xa0", "&nbsp;").replace("&gt;", ">") == shown.replace("&gt;", ">")


@cache
def _cleaner(policy: Policy) -> nh3.Cleaner:
    # Made once for each policy and never changed: it is to nh3 what a compiled pattern is to `re`.
    def judge(element: str, attribute: str, value: str) -> str | None:
        return value if policy.permits(element, attribute, value) else None

    return nh3.Cleaner(
        tags=set(policy.elements),
        clean_content_tags=set(DROPPED - policy.elements.keys()),
        attributes={element: set(attributes) for element, attributes in policy.elements.items() if attributes},
        attribute_filter=judge,
        generic_attribute_prefixes=None,
        strip_comments=True,
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )


def _tokens(root: Element) -> Iterator[dict[str, Any]]:
    """The tree as the stream of tokens that bleach's filter reads."""
    stack: list[Node | tuple[Element]] = list(reversed(root.children))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield {"type": "Characters", "data": node}
        elif isinstance(node, tuple):
            yield {"type": "EndTag", "name": node[0].name, "namespace": node[0].namespace}
        else:
            is_void = node.name in VOID and node.namespace is None
            yield {
                "type": "EmptyTag" if is_void else "StartTag",
                "name": node.name,
                "namespace": node.namespace,
                "data": {(None, name): value for name, value in node.attributes.items()},
            }
            if not is_void:
                stack.append((node,))
                stack.extend(reversed(node.children))
