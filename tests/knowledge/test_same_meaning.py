"""Questions that mean the same are put together."""

from __future__ import annotations

import numpy as np

from knowledge.ranking.meanings import Meanings, Space
from knowledge.same_meaning import by_meaning, by_words, together


def in_words(*texts: str) -> list[list[int]]:
    return together(texts, by_words(texts))


def test_the_same_words_in_other_forms_belong_together() -> None:
    assert in_words("熱気球に乗れますか", "熱気球に乗りたい", "図書館の休館日") == [[0, 1], [2]]


def test_the_same_letters_belong_together_where_there_are_no_words() -> None:
    assert in_words("こうほう", "こうほう？", "けんしん") == [[0, 1], [2]]


def test_each_question_is_in_the_group_it_is_nearest_to() -> None:
    near = np.array([[1, 0, 0.6], [0, 1, 0.8], [0.6, 0.8, 1]], dtype=np.float32)
    assert together(["a", "b", "c"], near) == [[0], [1, 2]]


def test_what_is_near_to_a_member_only_founds_a_group_of_its_own() -> None:
    near = np.array([[1, 0.6, 0], [0.6, 1, 0.6], [0, 0.6, 1]], dtype=np.float32)
    assert together(["a", "b", "c"], near) == [[0, 1], [2]]


def test_no_question_makes_no_group() -> None:
    assert in_words() == []


def test_other_words_of_the_same_meaning_belong_together() -> None:
    """By the mean over all models; what is below the line is nothing."""
    space = Space.of(np.eye(3, dtype=np.float32))
    models = [Meanings("one", space, space), Meanings("two", space, space)]
    same, other = (np.array(row, dtype=np.float32) for row in ([1, 0, 0], [0, 1, 0]))
    vectors = [[same, same], [same, same], [same, other]]
    near = by_meaning(models, vectors)
    assert near.tolist() == [[1, 1, 0.5], [1, 1, 0.5], [0.5, 0.5, 1]]
    assert by_meaning(models, [[same, other], [other, same]]).tolist() == [[1, 0], [0, 1]]
