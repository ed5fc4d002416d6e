"""The roles of an office (domain-rules J), as one closed list."""

from __future__ import annotations

from collections.abc import Iterable
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
    SECURITY = "security"
    AUDIT = "audit"
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
    Role.SECURITY: Text("安全管理员", "Security administrator"),
    Role.AUDIT: Text("审计管理员", "Audit administrator"),
    Role.SYSTEM: Text("系统", "The program"),
}
STAFF_ROLES = frozenset(Role) - {Role.APPLICANT, Role.SYSTEM}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR, Role.SECURITY, Role.AUDIT})
"""The three administrators 三员: system, security, audit. Each excludes the others (GB/T 22239, level three)."""
HANDLING_ROLES = STAFF_ROLES - ADMINISTRATORS
"""The roles that handle cases or figures; who holds one administers nothing."""


def conflict(held: Iterable[Role], wanted: Role) -> Role | None:
    """Return a held role that excludes the wanted one, or ``None``: administrators exclude every other role."""
    for role in sorted(set(held) & STAFF_ROLES):
        if role != wanted and (role in ADMINISTRATORS or wanted in ADMINISTRATORS):
            return role
    return None
