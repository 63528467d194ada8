"""Let everybody see the menu that is due, as often as it takes LINE to agree."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from linebot.v3.messaging import ApiException
from urllib3.exceptions import HTTPError

from handlers.delivery import Refused, TryAgain
from handlers.line.rich_menu.at_line import MenusAtLine
from handlers.line.rich_menu.described import of_kind
from handlers.line.rich_menu.menus import MenuKind
from store.outbox import Held

LONGEST_WAIT_SECONDS = 600.0
"""Between two tries; a hundred of them outlast most of a day without LINE."""

_log = structlog.get_logger(__name__)


class LineMenus:
    """Switches between the menus that `madoguchi line setup` registered.

    A message only says that something may have changed; which menu is due is looked up when it is
    delivered, so that the order of two of them does not matter.
    """

    def __init__(
        self, base_url: str, data_url: str, access_token: str, due: Callable[[], MenuKind]
    ) -> None:
        self._at_line = MenusAtLine(base_url, data_url, access_token)
        self._due = due
        self._one_at_a_time = asyncio.Lock()

    async def deliver(self, message: Held) -> str:
        """Returns the kind of menu that is shown; nothing where none is registered.

        Raises:
            TryAgain: network trouble, 429 or 5xx.
            Refused: LINE does not let us.
        """
        wait = min(LONGEST_WAIT_SECONDS, 2.0 ** min(message.attempts, 10))
        try:
            async with self._one_at_a_time:
                return await asyncio.to_thread(self._switch)
        except ApiException as error:
            if error.status != 429 and error.status < 500:
                raise Refused(f"LINE {error.status}: {error.body}") from error
            raise TryAgain(f"LINE {error.status}", after_seconds=wait, is_busy=True) from error
        except (HTTPError, OSError) as error:
            raise TryAgain(type(error).__name__, after_seconds=wait, is_busy=True) from error

    async def close(self) -> None:
        self._at_line.close()

    def _switch(self) -> str:
        kind = self._due()
        menu = of_kind(self._at_line.registered()).get(kind)
        if menu is None:
            _log.warning("no_rich_menu", kind=kind.value)
            return ""
        self._at_line.show_to_all(menu.rich_menu_id)
        return kind
