"""How a build went, in words for people and in JSON for programs."""

from planet.report.cleaning import cleaning_counts, differing_of, shortened_of
from planet.report.feeds import feed_report, is_failing
from planet.report.inspection import inspection_json, inspection_lines
from planet.report.json_report import json_report, json_text
from planet.report.plain import plain
from planet.report.problems import problem_lines
from planet.report.status import status_file, status_json, status_lines
from planet.report.summary import summary_lines
from planet.report.verdicts import clause_text

__all__ = [
    "clause_text",
    "cleaning_counts",
    "differing_of",
    "feed_report",
    "inspection_json",
    "inspection_lines",
    "is_failing",
    "json_report",
    "json_text",
    "plain",
    "problem_lines",
    "shortened_of",
    "status_file",
    "status_json",
    "status_lines",
    "summary_lines",
]
