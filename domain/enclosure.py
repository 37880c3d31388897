"""What kinds of files a letter can carry. The file itself is made when the letter leaves, and kept nowhere."""

from enum import StrEnum


class Enclosure(StrEnum):
    """One kind of file. The value is what is stored with the letter."""

    WORKBOOK = "workbook"  # the team's tasks, load and indicators
    TABLE = "table"  # its tasks, as CSV
    ARCHIVE = "archive"  # all that the team has, as JSON
    CALENDAR = "calendar"  # its dates
    OWN_CALENDAR = "own-calendar"  # those of one's own tasks
    MY_DATA = "my-data"  # all that bears one's name
    LOAD = "load"  # a picture of what the group promised and can give: totals alone
    OWN_LOAD = "own-load"  # the same, of oneself


OF_THE_TEAM = frozenset({Enclosure.WORKBOOK, Enclosure.TABLE, Enclosure.ARCHIVE})
"""Only coordinators get these. (A calendar shows no more than everybody's list.)"""

PICTURES = frozenset({Enclosure.LOAD, Enclosure.OWN_LOAD})
"""Shown beside the words, which leave without it where it cannot be made or sent. (Others are what was asked for.)"""
