"""Easy Japanese (やさしい日本語): readings after kanji, plain words for hard ones, short lines."""

from knowledge.easy_japanese.saying import Piece, easy, pieces

__all__ = ["Piece", "easy", "pieces"]
