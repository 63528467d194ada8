"""Find the entries that fit a question: fields, signals, and the order learned from them."""

from knowledge.ranking.index import Index
from knowledge.ranking.order import Look, Ranked, Ranking, rank

__all__ = ["Index", "Look", "Ranked", "Ranking", "rank"]
