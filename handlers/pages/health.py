"""`GET /healthz`: whether this process can serve, for whatever watches it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from handlers.office import Office
from store.traffic import waiting


class Health:
    """200 with how much waits, or 503 when the database does not answer."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def get(self, _request: Request) -> JSONResponse:
        counts = await run_in_threadpool(waiting, self._office.database)
        if counts is None:
            return JSONResponse({"status": "database unreachable"}, status_code=503)
        return JSONResponse({"status": "ok", **counts})
