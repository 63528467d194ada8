"""An `Answer` as text: the same template for LINE, Slack and the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers import wording
from handlers.answers.help_lines import help_lines
from knowledge.answer import Answer, Decision, Notice


def answer_text(answer: Answer, render: Callable[..., str] = wording.plain) -> str:
    """What the counter says, what cannot wait first.

    Args:
        render: `wording.plain` or `wording.mrkdwn`.
    """
    return "\n\n".join(
        (*notice_texts(answer.notices, render, answer.evacuation_url), _reply(answer, render))
    )


def notice_texts(
    notices: Sequence[Notice], render: Callable[..., str], evacuation_url: str
) -> list[str]:
    """What cannot wait, such as whom to call in danger.

    Args:
        evacuation_url: the city's page that says where to flee to; empty for none.
    """
    lines = help_lines()
    return [
        render(f"answers/notices/{notice}.j2", lines=lines, evacuation_url=evacuation_url)
        for notice in notices
    ]


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
