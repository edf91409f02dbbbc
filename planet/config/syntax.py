"""PyYAML's complaints in plain words. libyaml and the Python parser differ in wording, so both are known here."""

from __future__ import annotations

from planet.config.wording import quoted

_QUOTE_IT = "put the text into quotes"
_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        'a ":" that does not fit here',
        'indent keys of one level alike, write a space after each "key:", and put text that contains ": " into quotes',
    ),
    ("tab character", "a tab where spaces are wanted", "indent with spaces"),
    ("entries are not allowed", 'a "- " that does not fit here', 'start a list on the line below its "key:"'),
    ("tag handle", 'a "!" that YAML takes for a tag', _QUOTE_IT),
    ("could not find expected ':'", 'a line that is neither "key: value" nor "- item"', 'write "key:" or "- " first'),
    ("found unexpected end of stream", "a quote that is opened and never closed", "close the quote"),
    ("found unexpected document", "a quote that is opened and never closed", "close the quote"),
    ("',' or ']'", 'a "[" that is never closed, or a comma that is missing', 'close the list with "]"'),
    ("',' or '}'", 'a "{" that is never closed, or a comma that is missing', 'close the mapping with "}"'),
    ("escape", r"an escape that YAML does not know", r'in "double quotes" write \\ for \, or use single quotes'),
    ("anchor", 'a "&" or "*" without a name', _QUOTE_IT),
    ("alphabetic or numeric character", 'a "&" or "*" without a name', _QUOTE_IT),
    ("comment or line break", 'text behind a "|" or ">"', f"start the text on the next line, or {_QUOTE_IT}"),
    ("chomping or indentation", 'text behind a "|" or ">"', f"start the text on the next line, or {_QUOTE_IT}"),
    ("incompatible YAML", "a %YAML line of another version", "leave the %YAML line out"),
    ("node content", "something else where a value should be", _QUOTE_IT),
    (
        "expected",
        "a line that does not fit what is before it",
        "indent all keys, and all items of a list, of one level alike; a quoted text ends with its second quote",
    ),
)


def in_plain_words(problem: str, character: str) -> tuple[str, str]:
    """What the parser means and what to do; `character` is the one at the place ("" at the end of the file)."""
    if "cannot start any token" in problem and character == "\t":
        return "a tab where spaces are wanted", "indent with spaces"
    if "cannot start any token" in problem:
        return f"a value cannot start with {quoted(character)}", _QUOTE_IT
    for part, text, hint in _PLAIN_WORDS:
        if part in problem:
            return text, hint
    return f"this is not YAML: {problem}", "see https://yaml.org/spec/1.1/"
