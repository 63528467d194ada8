"""`GET /playground`: the page itself."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from handlers import wording
from handlers.office import Office
from handlers.pages.playground.channels import Channels
from handlers.pages.playground.sent import Sent
from handlers.pages.playground.staff import STRANGER, staff_of
from store import municipalities

_HEADERS = {
    # Scripts and styles come from files beside this page only: text that somebody wrote can never
    # run, even if it ever got into the page as markup.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Page:
    """A citizen on the left, a member of staff on the right."""

    def __init__(self, office: Office, channels: Channels, sent: Sent) -> None:
        self._office = office
        self._channels = channels
        self._sent = sent

    async def get(self, _request: Request) -> HTMLResponse:
        return HTMLResponse(await run_in_threadpool(self._html), headers=_HEADERS)

    def _html(self) -> str:
        code = self._office.municipality
        with self._office.database.reading() as session:
            municipality = municipalities.find(session, code)
            name = municipality.name if municipality else code
        return wording.page(
            "pages/playground/page.j2",
            municipality=name,
            code=code,
            staff=staff_of(self._office),
            stranger=STRANGER,
            channels=self._channels,
            last=self._sent.last,
        )
