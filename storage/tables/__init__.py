"""The rows the bot keeps: who, where, what was promised, what came in, and what is to leave.

Words are those of the product: a team's people share one task list; a letter is one message on its way out. Every
id is 64 bits wide; every instant is aware UTC (`storage.columns`).
"""

from storage.tables.dates import AttendanceRow, TemplateLineRow, TemplateRow
from storage.tables.letters import HANDLED, UNDER_WAY, ChoiceRow, InboxRow, LetterRow, MemoryRow
from storage.tables.people import (
    AccountRow,
    FeedRow,
    HoursRow,
    LinkRow,
    LinkTryRow,
    MembershipRow,
    PersonRow,
    SeenRow,
    UnsoughtRow,
    WeekHoursRow,
)
from storage.tables.tasks import (
    AssignmentRow,
    ChangeRow,
    DependencyRow,
    HistoryRow,
    NoteRow,
    ProjectRow,
    SearchRow,
    TaskRow,
)
from storage.tables.teams import CharterRow, ChatRow, ClosureRow, DigestRow, RoleRow, TeamRow
from storage.tables.trust import AskedRow, KeeperRow, ReportLineRow, ReportRow, RequestRow, UnaskedRow
from storage.tables.words import DebateRow, LaterRow, ThanksRow, UrgentRow, ViewRow

__all__ = [
    "HANDLED",
    "UNDER_WAY",
    "AccountRow",
    "AskedRow",
    "AssignmentRow",
    "AttendanceRow",
    "ChangeRow",
    "CharterRow",
    "ChatRow",
    "ChoiceRow",
    "ClosureRow",
    "DebateRow",
    "DependencyRow",
    "DigestRow",
    "FeedRow",
    "HistoryRow",
    "HoursRow",
    "InboxRow",
    "KeeperRow",
    "LaterRow",
    "LetterRow",
    "LinkRow",
    "LinkTryRow",
    "MembershipRow",
    "MemoryRow",
    "NoteRow",
    "PersonRow",
    "ProjectRow",
    "ReportLineRow",
    "ReportRow",
    "RequestRow",
    "RoleRow",
    "SearchRow",
    "SeenRow",
    "TaskRow",
    "TeamRow",
    "TemplateLineRow",
    "TemplateRow",
    "ThanksRow",
    "UnaskedRow",
    "UnsoughtRow",
    "UrgentRow",
    "ViewRow",
    "WeekHoursRow",
]
