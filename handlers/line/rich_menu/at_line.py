"""The rich menus of one LINE channel, as LINE's Messaging API has them."""

from __future__ import annotations

from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    Configuration,
    MessagingApi,
    RichMenuRequest,
    RichMenuResponse,
)

from handlers.line.rich_menu.described import OURS

TIMEOUT_SECONDS = 20
NOT_THERE = 404


class MenusAtLine:
    """The rich menus of one LINE channel; `close` gives its connections back."""

    def __init__(self, base_url: str, data_url: str, access_token: str) -> None:
        self._client = ApiClient(Configuration(host=base_url, access_token=access_token))
        self._api = MessagingApi(self._client)
        self._data_url = data_url

    def close(self) -> None:
        self._client.close()

    def registered(self) -> list[RichMenuResponse]:
        """Our menus, also those of an earlier setup."""
        found = self._api.get_rich_menu_list(_request_timeout=TIMEOUT_SECONDS).richmenus
        return [menu for menu in found if menu.name.split(" ")[0] == OURS]

    def shown_to_all(self) -> str:
        """Id of the menu that everybody sees; empty for none."""
        try:
            found = self._api.get_default_rich_menu_id(_request_timeout=TIMEOUT_SECONDS)
        except ApiException as error:
            if error.status != NOT_THERE:
                raise
            return ""
        return str(found.rich_menu_id)

    def show_to_all(self, menu_id: str) -> bool:
        """Let everybody see a menu; returns whether they saw another one before."""
        if self.shown_to_all() == menu_id:
            return False
        self._api.set_default_rich_menu(menu_id, _request_timeout=TIMEOUT_SECONDS)
        return True

    def make(self, menu: RichMenuRequest) -> str:
        """Id of a new menu, which cannot be shown before it has an image."""
        made = self._api.create_rich_menu(menu, _request_timeout=TIMEOUT_SECONDS)
        return str(made.rich_menu_id)

    def remove(self, menu_id: str) -> None:
        self._api.delete_rich_menu(menu_id, _request_timeout=TIMEOUT_SECONDS)

    def has_image(self, menu_id: str) -> bool:
        try:
            self._content("GET", menu_id, None)
        except ApiException as error:
            if error.status != NOT_THERE:
                raise
            return False
        return True

    def upload(self, menu_id: str, image: bytes) -> None:
        self._content("POST", menu_id, image)

    def _content(self, method: str, menu_id: str, image: bytes | None) -> None:
        # The SDK's own client for images knows no other host than LINE's.
        self._client.call_api(
            "/v2/bot/richmenu/{richMenuId}/content",
            method,
            {"richMenuId": menu_id},
            header_params={"Content-Type": "image/png"} if image is not None else {},
            body=image,
            response_types_map={"200": "bytearray"} if image is None else {},
            auth_settings=["Bearer"],
            _request_timeout=TIMEOUT_SECONDS,
            _host=self._data_url,
        )
