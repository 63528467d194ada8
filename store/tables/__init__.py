"""All tables; importing this package registers every one with the metadata."""

from store.tables.audit import AuditEntry
from store.tables.base import Base, Role, Status, Visibility
from store.tables.counter import Faq, Procedure
from store.tables.office import Department, Municipality, Person, Workspace
from store.tables.plan import (
    DocumentReading,
    Initiative,
    InitiativeDepartment,
    Plan,
    ProgressEntry,
    ProgressMark,
    ScheduleItem,
)
from store.tables.plan_parts import (
    CadenceUnit,
    Edition,
    Indicator,
    IndicatorObservation,
    ItemKind,
    MaturityLevel,
    MaturityObservation,
    Meeting,
    PlanItem,
    PlanPart,
    Section,
    Term,
    Theme,
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
    "CadenceUnit",
    "Department",
    "Digest",
    "DocumentReading",
    "Edition",
    "Faq",
    "InboxEvent",
    "InboxState",
    "Indicator",
    "IndicatorObservation",
    "Initiative",
    "InitiativeDepartment",
    "ItemKind",
    "MaturityLevel",
    "MaturityObservation",
    "Meeting",
    "Municipality",
    "OutboxMessage",
    "OutboxState",
    "Person",
    "Plan",
    "PlanItem",
    "PlanPart",
    "Procedure",
    "ProgressEntry",
    "ProgressMark",
    "Question",
    "Role",
    "ScheduleItem",
    "Section",
    "Status",
    "Term",
    "Theme",
    "Visibility",
    "Workspace",
]
