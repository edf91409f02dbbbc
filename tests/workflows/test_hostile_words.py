"""Strangers' words in the log, the summary and the outputs of a run: nothing is obeyed, no table breaks."""

import re
from datetime import UTC, datetime

import markdown
import pytest
from lxml import html

from planet.cli.actions import tell_actions
from planet.errors import Kind
from planet.model.site import FeedReport, FileCounts, RunReport
from planet.report import json_report, summary_lines

HOSTILE = [
    "::error::x", "::set-output name=changed::true", "::add-mask::x", "::stop-commands::x", " ::warning::x",
    "\u2003::error::x", "\ufeff::error::x", "##[error]x", "a ##[command]rm", "##[group]x", "##[add-path]/tmp",
    "a\n::error::x", "a\r::error::x", "a\r\n##[error]x", "a\u2028::error::x", "a\u2029::error::x", "a\x85::error::x",
    "a\x0b::error::x", "a\x0c::error::x", "\x00::error::x", "changed=true", "a\nchanged=true",
    "x<<EOF\nchanged=true\nEOF",
    "%0A::error::x", "%0D%0A::error::x", "| a | b |", "a|b|c|d", "\\| a", "a\n| b | c | d |", "`a`", "```\na\n```",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "<details>", "</table>", "&lt;script&gt;",
    "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "[x]: https://evil.example", "https://evil.example/",
    "@everyone", "#1", "user/repo#1", "**bold**", "~~x~~", "# heading", "- item", "$(touch owned)", "`touch owned`",
    "; touch owned", "' \" ; touch owned", "${{ secrets.TOKEN }}", "\x1b[31mred", "\x1b]8;;http://evil\x07x",
    "\u202egnirts", "\u200b::error::x", "a" * 5000,
]  # fmt: skip


def report(word):
    feeds = (
        FeedReport(
            url=word,
            name=word,
            outcome="failed",
            state="failing",
            kind=Kind.STATUS,
            problem=word,
            hint=word,
            warnings=(word,),
        ),
        FeedReport(url=word, name=word, outcome="not-due", state="failing", kind=Kind.DNS, problem=word, hint=word),
    )
    return RunReport(
        started_at=datetime(2026, 11, 23, tzinfo=UTC),
        seconds=1,
        changed=False,
        all_failed=False,
        entries_new=0,
        entries_shown=0,
        entries_stored=0,
        files=FileCounts(),
        feeds=feeds,
        warnings=(word,),
    )


def lines_of(text):
    """Lines as anybody could see them: every line end that Unicode or a terminal knows."""
    return re.split("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)


def commands(text):
    """What the runner would obey: `::x::` after what .NET trims at the start of a line, `##[x]` anywhere."""
    begun = [line.lstrip() for line in lines_of(text.replace("\ufeff", " ").replace("\u200b", " "))]
    return [line for line in begun if line.startswith("::") or "##[" in line]


def test_there_are_more_than_fifty():
    assert len(set(HOSTILE)) > 50


@pytest.mark.parametrize("word", HOSTILE)
def test_the_log_has_no_command_but_our_own(word, capsys, tmp_path):
    summary, output = tmp_path / "summary", tmp_path / "output"
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)}

    tell_actions(report(word), environment)

    log = capsys.readouterr().err
    assert [line.split("=")[0] for line in commands(log)] == ["::warning title"]
    assert re.fullmatch(r"::warning title=[^:,\n]*::[^\n\r]*\n", log)
    assert output.read_text() == "changed=false\nall_failed=false\n"
    assert commands("\n".join(summary_lines(report(word), verbose=True))) == []
    assert commands(json_report(report(word))) == []


@pytest.mark.parametrize("word", HOSTILE)
def test_the_summary_is_a_table_that_says_and_does_nothing_else(word, capsys, tmp_path):
    summary = tmp_path / "summary"

    tell_actions(report(word), {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)})

    assert commands(summary.read_text()) == []
    page = html.fromstring(markdown.markdown(summary.read_text(), extensions=["tables"]))
    rows = page.xpath("//tr")
    assert [len(row) for row in rows] == [3, 3, 3]
    allowed = {"div", "h2", "ul", "li", "p", "table", "thead", "tbody", "tr", "th", "td", "br", "a"}
    assert {element.tag for element in page.iter()} <= allowed
    assert all("docs/feed-problems.md#" in link for link in page.xpath("//@href"))
    assert not page.xpath("//@src | //@*[starts-with(name(), 'on')]")


def test_elsewhere_nothing_is_written(capsys, tmp_path):
    tell_actions(report("x"), {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary")})

    assert capsys.readouterr().err == ""
    assert not (tmp_path / "summary").exists()
