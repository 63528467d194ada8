"""Everything that can be answered, read from the store into one shape."""

from knowledge.entries.entry import Entry, name_before_bracket
from knowledge.entries.initiatives import initiative_entry
from knowledge.entries.knowledge_base import DepartmentEntry, KnowledgeBase, read

__all__ = [
    "DepartmentEntry",
    "Entry",
    "KnowledgeBase",
    "initiative_entry",
    "name_before_bracket",
    "read",
]
