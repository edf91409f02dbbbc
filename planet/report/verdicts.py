"""Verdicts in words: why an entry is not shown, and the line of the configuration to change."""

from __future__ import annotations

from planet.model.filters import Clause
from planet.model.verdicts import Verdict
from planet.report.plain import plain

_SAYS = {
    "words": "the title or the opening has “{text}” in it",
    "regex": "the title or the opening fits the expression {text}",
    "tags": "it is tagged “{text}”",
    "authors": "it is by {detail}",
    "languages": "its language is {detail}",
    "shorter_than": "it has {detail} words, fewer than {text}",
    "longer_than": "it has {detail} words, more than {text}",
    "older_than": "it is {detail} days older than the newest entry, and {text} is the limit",
    "newer_than": "it is {detail} days older than the newest entry, and what is not older than {text} is left out",
}
_LACKS = {
    "words": "neither the title nor the opening has any of these words in it: {text}",
    "regex": "neither the title nor the opening fits any of these expressions: {text}",
    "tags": "its tags are {detail}, and none of them is {text}",
    "authors": "it is by {detail}, and only what {text} wrote is let in",
    "languages": "its language is {detail}, and only {text} is let in",
    "shorter_than": "it has {detail} words, and only what has fewer than {text} is let in",
    "longer_than": "it has {detail} words, and only what has more than {text} is let in",
    "older_than": "it is {detail} days older than the newest entry, and only what is older than {text} is let in",
    "newer_than": "it is {detail} days older than the newest entry, and {text} is the limit",
}
_NOT_SAID = {"tags": "none", "authors": "nobody", "languages": "not known"}


def clause_text(clause: Clause) -> str:
    """A line of the configuration as people find it: its path and what it says."""
    return f"{clause.path}: {clause.text}" if clause.text else clause.path


def clause_place(clause: Clause) -> str:
    """The same with its place in the file, for a terminal."""
    where = f"{plain(str(clause.place))}: " if clause.place else ""
    return f"{where}{plain(clause_text(clause))}"


def reason(verdict: Verdict) -> str:
    """Why an entry is not shown, as the end of a sentence."""
    match verdict.rule:
        case "hidden-entry":
            return "the configuration hides it"
        case "hidden-author":
            return f"the configuration hides all that {plain(verdict.detail, 80)} writes"
        case "twin":
            return f"it is the same post as {verdict.twin}, which stands for both"
        case "too-many":
            return f"its feed may have {plain(verdict.detail)} entries on the site, and this is not among the newest"
        case "excluded":
            return f"a filter takes it out: {_condition(_SAYS, verdict)}"
        case "not-included":
            return f"a filter does not let it in: {_condition(_LACKS, verdict)}"


def remedy(verdict: Verdict) -> str | None:
    """What to change in the configuration so that the entry is shown; None when that is not the way."""
    if verdict.clause is None:
        return None
    line = clause_place(verdict.clause)
    match verdict.rule:
        case "too-many":
            return f"raise or remove {line}"
        case "not-included":
            return f"widen or remove {line}"
        case _:
            return f"remove {line}"


def _condition(sentences: dict[str, str], verdict: Verdict) -> str:
    clause = verdict.clause or Clause(path="filter")
    kind = next((kind for kind in sentences if f".{kind}" in clause.path), "words")
    detail = plain(verdict.detail, 120) or _NOT_SAID.get(kind, "not known")
    return sentences[kind].format(text=plain(clause.text, 120), detail=detail)
