"""The roles of an office (domain-rules J), as one closed list."""

from __future__ import annotations

from enum import StrEnum

from zhiquan.rules.text import Text


class Role(StrEnum):
    """What somebody acts as; a definition names roles by these values."""

    APPLICANT = "applicant"
    WINDOW = "window"
    EXAMINER = "examiner"
    REVIEWER = "reviewer"
    HEAD = "head"
    STATISTICS = "statistics"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"
    """The program itself, when a time limit has passed; nobody holds it."""

    @property
    def label(self) -> Text:
        """The role as people call it."""
        return _LABELS[self]


_LABELS = {
    Role.APPLICANT: Text("申请人", "Applicant"),
    Role.WINDOW: Text("窗口人员", "Window clerk"),
    Role.EXAMINER: Text("承办人", "Examiner"),
    Role.REVIEWER: Text("审核人", "Reviewer"),
    Role.HEAD: Text("签发人", "Signing head"),
    Role.STATISTICS: Text("统计人员", "Statistics officer"),
    Role.ADMINISTRATOR: Text("系统管理员", "Administrator"),
    Role.SYSTEM: Text("系统", "The program"),
}
STAFF_ROLES = frozenset(Role) - {Role.APPLICANT, Role.SYSTEM}
