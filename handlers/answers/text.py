"""An `Answer` as text: the same template for LINE, Slack and the command line."""

from __future__ import annotations

from collections.abc import Callable

from handlers import wording
from handlers.answers.help_lines import help_lines
from knowledge.answer import Answer, Decision


def answer_text(answer: Answer, render: Callable[..., str] = wording.plain) -> str:
    """What the counter says, what cannot wait first.

    Args:
        render: `wording.plain` or `wording.mrkdwn`.
    """
    notices = [
        render(f"answers/notices/{notice}.j2", lines=help_lines()) for notice in answer.notices
    ]
    return "\n\n".join((*notices, _reply(answer, render)))


def _reply(answer: Answer, render: Callable[..., str]) -> str:
    if answer.small_talk is not None:
        return render(f"answers/small_talk/{answer.small_talk}.j2", answer=answer)
    match answer.decision:
        case Decision.ANSWER:
            return render("answers/answer.j2", answer=answer)
        case Decision.ASK_BACK:
            return render("answers/ask_back.j2", answer=answer)
        case Decision.PASS_ON:
            return render("answers/pass_on.j2", answer=answer)
