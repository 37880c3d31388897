"""Deadlines in plain French and English: `read` finds the one in a text."""

from domain.deadline.grammar import LANGUAGES
from domain.deadline.policy import YEARS_AHEAD
from domain.deadline.read import read
from domain.deadline.reading import Part, Reading

__all__ = ["LANGUAGES", "YEARS_AHEAD", "Part", "Reading", "read"]
