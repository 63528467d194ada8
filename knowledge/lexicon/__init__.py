"""What words mean the same: a clerk's own, those of offices in general, and Sudachi's synonyms."""

from knowledge.lexicon.lexicon import Expansion, Lexicon, Source
from knowledge.lexicon.spoken import can_be_told

__all__ = ["Expansion", "Lexicon", "Source", "can_be_told"]
