"""Speaks to people: commands, messages, exit codes. Nothing else knows click."""
