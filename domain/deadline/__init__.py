"""Deadlines in plain French and English: `read` finds the one in a text."""

from domain.deadline.read import LANGUAGES, read
from domain.deadline.reading import Part, Reading

__all__ = ["LANGUAGES", "Part", "Reading", "read"]
