"""What a question is about, without the words around it: 「RPAとは何ですか」 is about RPA."""

from __future__ import annotations

import re

_MEANING = r"とは|って|(?:という言葉)?の意味[はをも]?|の定義[はをも]?|は(?:何|なん)の略"
_ABOUT = r"について|に関して|のこと(?:を|について)?|の説明を?"
_END = (
    r"(?:何|なに|なん|どう(?:いう|いった)(?:意味|こと|もの)?)?"
    r"(?:ですか|でしょうか|だ|を?教えて(?:ください|下さい|ほしい)?|を?知りたい(?:です)?)?"
    r"[\s?？。]*$"
)
_FRAME = re.compile(rf"(?:(?P<meaning>{_MEANING})|{_ABOUT}){_END}")


def subject_of(question: str) -> str:
    """The words before such a frame; empty for a question that has none."""
    found = _FRAME.search(question)
    return question[: found.start()].strip() if found else ""


def asks_meaning(question: str) -> bool:
    """Whether somebody asks what a word means."""
    found = _FRAME.search(question)
    return found is not None and found["meaning"] is not None
