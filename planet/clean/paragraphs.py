"""Text that is not HTML, as HTML: escaped, in paragraphs, with its lines kept and its addresses made links."""

from __future__ import annotations

import html
import re

from planet.clean.text import plain_lines

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2048}")
_SENTENCE_ENDS = ".,;:!?)]}*_…»”’"


def paragraphs(text: str) -> str:
    r"""The paragraphs of a plain text; blank lines part them (RFC 4287 §3.1.1.1 leaves it to us).

    >>> paragraphs("a < b\nsee https://blog.example/x.")
    '<p>a &lt; b<br>see <a href="https://blog.example/x">https://blog.example/x</a>.</p>'
    """
    parts = _BLANK_LINES.split(plain_lines(text).strip())
    return "\n".join(f"<p>{_lines(part)}</p>" for part in parts if part.strip())


def _lines(text: str) -> str:
    out: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_SENTENCE_ENDS)
        out.append(html.escape(text[position : match.start()], quote=False))
        out.append(f'<a href="{html.escape(address)}">{html.escape(address, quote=False)}</a>')
        position = match.start() + len(address)
    out.append(html.escape(text[position:], quote=False))
    return "".join(out).replace("\n", "<br>")
