"""How a build went, in words for people and in JSON for programs.

What only other commands or a site ask for (`inspection.py`, `status.py`, `verdicts.py`, `story.py`, `github.py`) is
imported from there.
"""

from planet.report.cleaning import cleaning_counts, differing_of, shortened_of
from planet.report.feeds import feed_report, is_failing
from planet.report.json_report import json_report, json_text
from planet.report.plain import plain
from planet.report.problems import problem_lines
from planet.report.summary import summary_lines

__all__ = [
    "cleaning_counts",
    "differing_of",
    "feed_report",
    "is_failing",
    "json_report",
    "json_text",
    "plain",
    "problem_lines",
    "shortened_of",
    "summary_lines",
]
