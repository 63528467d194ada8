"""`GET /playground/menu`: the rich menu that is due, as the page draws it; and its image."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from handlers.line.rich_menu.described import described
from handlers.line.rich_menu.drawing import png
from handlers.line.rich_menu.due import menu_due
from handlers.line.rich_menu.menus import MenuKind, menus
from handlers.office import Office


class RichMenu:
    """What `madoguchi line setup` would register; the page shows it without."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.due, methods=["GET"]),
            Route("/{kind}.png", self.image, methods=["GET"]),
        ]

    async def due(self, _request: Request) -> JSONResponse:
        kind = await run_in_threadpool(menu_due, self._office)
        menu = described(self._office, menus()[kind]).to_dict()
        return JSONResponse({"kind": kind, "menu": menu}, headers={"Cache-Control": "no-store"})

    async def image(self, request: Request) -> Response:
        try:
            kind = MenuKind(request.path_params["kind"])
        except ValueError as error:
            raise HTTPException(404) from error
        image = await run_in_threadpool(png, menus()[kind])
        return Response(image, media_type="image/png", headers={"Cache-Control": "no-cache"})
