"""All tables; importing this package registers every one with the metadata."""

from store.tables.audit import AuditEntry
from store.tables.base import Base, Role, Status, Visibility
from store.tables.counter import Faq, Procedure
from store.tables.office import Department, Municipality, Person, Workspace
from store.tables.plan import (
    Edition,
    Initiative,
    InitiativeDepartment,
    Plan,
    ProgressEntry,
    ProgressMark,
    ScheduleItem,
)
from store.tables.traffic import (
    Digest,
    InboxEvent,
    InboxState,
    OutboxMessage,
    OutboxState,
    Question,
)

__all__ = [
    "AuditEntry",
    "Base",
    "Department",
    "Digest",
    "Edition",
    "Faq",
    "InboxEvent",
    "InboxState",
    "Initiative",
    "InitiativeDepartment",
    "Municipality",
    "OutboxMessage",
    "OutboxState",
    "Person",
    "Plan",
    "Procedure",
    "ProgressEntry",
    "ProgressMark",
    "Question",
    "Role",
    "ScheduleItem",
    "Status",
    "Visibility",
    "Workspace",
]
