"""Rich menus, as LINE's Messaging API keeps them for one channel.

Sources: LINE Developers, Messaging API reference, "Rich menu" (#rich-menu), "Rich menu object"
(#rich-menu-object), "Requirements for rich menu image" (#upload-rich-menu-image-requirements).
"""

from __future__ import annotations

import itertools
from io import BytesIO
from typing import Any

from PIL import Image

from tests.standins.counting import graphemes
from tests.standins.line_actions import check_action, check_text, dicts
from tests.standins.recording import Answer, Recorded

_ROOT = "/v2/bot/richmenu"
_DEFAULT = "/v2/bot/user/all/richmenu"
AREAS = 20
NAME = 300
CHAT_BAR_TEXT = 14
LABEL = 20  # #action-object-label-spec
LEAST_WIDTH, MOST_WIDTH = 800, 2500
LEAST_HEIGHT = 250
LEAST_RATIO = 1.45
IMAGE_BYTES = 1024 * 1024
IMAGE_TYPES = {"image/png": "PNG", "image/jpeg": "JPEG"}


class RichMenus:
    """The menus with their images, and which of them everybody sees."""

    def __init__(self) -> None:
        self.menus: dict[str, dict[str, Any]] = {}
        self.images: dict[str, bytes] = {}
        self.default = ""
        self._numbers = itertools.count(1)

    @staticmethod
    def takes(path: str) -> bool:
        """Whether a request is about rich menus."""
        return path.startswith((_ROOT, _DEFAULT))

    @property
    def shown(self) -> str:
        """Name of the menu that everybody sees; empty for none."""
        return str(self.menus[self.default]["name"]) if self.default else ""

    def add(self, name: str, *, image: bytes = b"") -> str:
        """A menu that somebody made before."""
        number = f"richmenu-{next(self._numbers):032x}"
        size = {"width": 2500, "height": 1686}
        self.menus[number] = {
            "size": size, "selected": False, "name": name, "chatBarText": "a", "areas": []
        }  # fmt: skip
        if image:
            self.images[number] = image
        return number

    def problems(self, got: Recorded) -> list[str]:
        """What is wrong with a request, whatever menus there are."""
        if got.path == _ROOT and got.method == "POST":
            if not isinstance(got.body, dict):
                return ["the body must be a JSON object"]
            return _check_menu(got.body)
        if got.path.endswith("/content") and got.method == "POST":
            return self._check_image(got)
        return []

    def answer(self, got: Recorded, headers: dict[str, str]) -> Answer:
        """Carry a request out; what is not there is refused as LINE refuses it."""
        body, status = self._carried_out(got)
        return Answer(body, status, headers)

    def _carried_out(self, got: Recorded) -> tuple[Any, int]:
        name = got.path.removeprefix(_DEFAULT).removeprefix(_ROOT).strip("/").split("/")[0]
        if got.path.startswith(_DEFAULT):
            return self._shown_to_all(got.method, name)
        if got.method == "POST" and not name:
            number = f"richmenu-{next(self._numbers):032x}"
            self.menus[number] = dict(got.body)
            return {"richMenuId": number}, 200
        if name == "list":
            return {
                "richmenus": [{"richMenuId": key, **menu} for key, menu in self.menus.items()]
            }, 200
        if name not in self.menus:
            return {"message": "Not found"}, 404
        if got.path.endswith("/content"):
            return self._content(got, name)
        if got.method == "DELETE":
            del self.menus[name]
            self.images.pop(name, None)
            self.default = "" if self.default == name else self.default
        return {}, 200

    def _shown_to_all(self, method: str, name: str) -> tuple[Any, int]:
        if method == "GET":
            found = {"richMenuId": self.default}
            return (found, 200) if self.default else ({"message": "no default richmenu"}, 404)
        if method == "DELETE":
            self.default = ""
        elif name not in self.menus:
            return {"message": "Not found"}, 404
        elif name not in self.images:
            message = "must upload richmenu image before applying it to user"
            return {"message": message}, 400
        else:
            self.default = name
        return {}, 200

    def _content(self, got: Recorded, name: str) -> tuple[Any, int]:
        if got.method == "GET":
            image = self.images.get(name)
            return ({"message": "Not found"}, 404) if image is None else (image, 200)
        if name in self.images:
            return {"message": "An image has already been uploaded to the richmenu"}, 400
        self.images[name] = got.raw
        return {}, 200

    def _check_image(self, got: Recorded) -> list[str]:
        kind = IMAGE_TYPES.get(got.content_type)
        if kind is None:
            return [f"the content type must be one of {', '.join(IMAGE_TYPES)}"]
        problems = []
        if len(got.raw) > IMAGE_BYTES:
            problems.append(f"image: {len(got.raw)} bytes, the limit is {IMAGE_BYTES}")
        try:
            image = Image.open(BytesIO(got.raw))
        except OSError:
            return [*problems, "image: cannot be read"]
        if image.format != kind:
            problems.append(f"image: is {image.format}, not {kind}")
        menu = self.menus.get(got.path.split("/")[-2])
        size = menu["size"] if menu else {}
        if menu and image.size != (size["width"], size["height"]):
            problems.append(f"image: {image.size}, the menu is {size}")
        return problems


def _check_menu(menu: dict[str, Any]) -> list[str]:
    problems = check_text(menu, "name", NAME, "menu", required=True, measure=graphemes)
    problems += check_text(
        menu, "chatBarText", CHAT_BAR_TEXT, "menu", required=True, measure=graphemes
    )
    if not isinstance(menu.get("selected"), bool):
        problems.append("menu.selected: is required")
    size = menu.get("size")
    if not isinstance(size, dict):
        return [*problems, "menu.size: is required"]
    width, height = size["width"], size["height"]
    if not LEAST_WIDTH <= width <= MOST_WIDTH or height < LEAST_HEIGHT:
        problems.append(f"menu.size: {width} x {height} is not allowed")
    if width / height < LEAST_RATIO:
        problems.append(f"menu.size: the ratio must be at least {LEAST_RATIO}")
    areas = dicts(menu.get("areas"))
    if len(areas) > AREAS:
        problems.append(f"menu.areas: {len(areas)} areas, the limit is {AREAS}")
    for index, area in enumerate(areas):
        problems += _check_area(area, f"menu.areas[{index}]", width, height)
    return problems


def _check_area(area: dict[str, Any], path: str, width: int, height: int) -> list[str]:
    bounds = area["bounds"]
    problems = check_action(
        area.get("action"), f"{path}.action", label_limit=LABEL, label_required=False
    )
    right, bottom = bounds["x"] + bounds["width"], bounds["y"] + bounds["height"]
    if bounds["x"] < 0 or bounds["y"] < 0 or right > width or bottom > height:
        problems.append(f"{path}.bounds: lies outside of the image")
    return problems
