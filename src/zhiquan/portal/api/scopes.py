"""What a token lets its bearer ask for, by room; the person's own rights always hold beside it."""

from __future__ import annotations

from enum import StrEnum

from zhiquan.rules.text import Text


class Scope(StrEnum):
    """A room and whether it is read or written; writing a room does not include reading it."""

    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    LETTERS_READ = "letters:read"
    RIGHTS_READ = "rights:read"
    RIGHTS_WRITE = "rights:write"
    DESK_READ = "desk:read"
    DESK_WRITE = "desk:write"
    FIGURES_READ = "figures:read"
    RETURNS_READ = "returns:read"
    RETURNS_WRITE = "returns:write"

    @property
    def label(self) -> Text:
        """What it opens, as people read it."""
        return _LABELS[self]


OF_THE_OFFICE = frozenset({Scope.DESK_READ, Scope.DESK_WRITE, Scope.RETURNS_READ, Scope.RETURNS_WRITE})
"""Scopes that only somebody with a post can use."""
_LABELS = {
    Scope.CASES_READ: Text("查看办件和草稿", "Read one's cases and drafts"),
    Scope.CASES_WRITE: Text("申请、提交、补正、撤回", "Apply, submit, supplement, withdraw"),
    Scope.LETTERS_READ: Text("查看和下载文书", "Read and download letters"),
    Scope.RIGHTS_READ: Text("查看本单位的权利、年费和计划", "Read one's own rights, their fees and the plan"),
    Scope.RIGHTS_WRITE: Text("登记缴费、续展和维持放弃的决定", "Note payments, renewals and what is kept or dropped"),
    Scope.DESK_READ: Text("查看工作台", "Read the desk"),
    Scope.DESK_WRITE: Text("办理办件", "Act on cases of the desk"),
    Scope.FIGURES_READ: Text("按本人权限展开指标明细", "Open figures down to their rows, as far as one may"),
    Scope.RETURNS_READ: Text("查看填报", "Read returns"),
    Scope.RETURNS_WRITE: Text("填写和上报", "Fill in returns and hand them in"),
}
