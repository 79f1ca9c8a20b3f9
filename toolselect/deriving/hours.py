"""How many contacts arrive when somebody, or a bot, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.answers import digits, unknown
from toolselect.deriving.shares import Part, part, percentage, portions, span_text, state_text, states, total
from toolselect.model.result import Status

if TYPE_CHECKING:
    from toolselect.deriving.situation import Situation
    from toolselect.model.result import Held
    from toolselect.model.study import Window

FACT = "hours_fit"
BOT = "ai_agent"


def hours_fit(situation: Situation) -> Held:
    """Return the share of contacts that arrive when somebody or a bot answers, in percent.

    Staffed windows count in full, the others where the tool has a bot that answers alone (`ai_agent`). While that is
    not known they leave a range (likely: the middle). A bot to which the question does not apply does not answer.
    """
    windows = [window for window in situation.organisation.hours if window.share > 0]
    if not windows:
        return unknown(FACT, "the study lists no hours")
    bot = situation.held(BOT)
    parts = [_answered(window, bot) for window in windows]
    result = total(parts)
    if result is None:  # pragma: no cover - every window left has a share above zero
        return unknown(FACT, "the study lists no hours")
    steps = [
        f"{window.when} (share {digits(window.share)}): "
        + ("staffed" if window.staffed else f"not staffed, {BOT} {state_text(bot)}")
        for window in windows
    ]
    return percentage(
        FACT,
        [result],
        known=result.known,
        proven=result.proven,
        inputs=() if all(window.staffed for window in windows) else (bot,),
        steps=(*steps, f"together: {span_text(result)}"),
        portions=portions([_portion(window, bot) for window in windows]),
        nothing=f"{BOT}: {bot.reason}",
    )


def _portion(window: Window, bot: Held) -> tuple[Held | None, str, float, tuple[bool | None, ...]]:
    if window.staffed or bot.status is Status.NOT_APPLICABLE:
        return None, "", window.share, (window.staffed,)
    return bot, "", window.share, states(bot)


def _answered(window: Window, bot: Held) -> Part:
    if window.staffed:
        return Part(window.share, 1.0, 1.0, known=True, proven=True)
    if bot.status is Status.NOT_APPLICABLE:
        return Part(window.share, 0.0, 0.0, known=True, proven=True)
    return part(bot, window.share) or Part(window.share, 0.0, 0.0, known=True, proven=True)
