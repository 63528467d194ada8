"""Events that LINE sends beside texts, in the shape of its webhook description."""

from __future__ import annotations

from typing import Any

from tests.standins.webhook_events import event, image_event, sticker_event, text_event

GROUP = "C" + "0123456789abcdef" * 2
_LINE_CONTENT = {"type": "line"}
_NUMBERS = iter(range(1, 1_000_000))


def token() -> str:
    """A reply token that no other event of these tests has."""
    return f"{next(_NUMBERS):032x}"


def message_event(kind: str, **fields: Any) -> dict[str, Any]:
    """A message of a kind for which there is no builder of its own."""
    message = {"type": kind, "id": str(next(_NUMBERS)), **fields}
    return event("message", replyToken=token(), message=message)


def not_texts() -> dict[str, dict[str, Any]]:
    """A message of every kind that is no text."""
    return {
        "sticker": sticker_event(),
        "image": image_event(),
        "video": message_event("video", duration=1000, contentProvider=_LINE_CONTENT),
        "audio": message_event("audio", duration=1000, contentProvider=_LINE_CONTENT),
        "file": message_event("file", fileName="住民票.pdf", fileSize=2138),
        "location": message_event(
            "location", title="市役所", address="見本市", latitude=35.0, longitude=135.0
        ),
    }


def silent_events() -> dict[str, dict[str, Any]]:
    """Everything that LINE may send and that asks for no reply."""
    joined = {"members": [{"type": "user", "userId": "U" + "1" * 32}]}
    without_id = text_event("粗大ごみ", mode="standby")
    del without_id["webhookEventId"]
    return {
        "unfollow": event("unfollow"),
        "leave": event("leave", group_id=GROUP, user_id=None),
        "memberJoined": event("memberJoined", group_id=GROUP, replyToken=token(), joined=joined),
        "memberLeft": event("memberLeft", group_id=GROUP, left=joined),
        "unsend": event("unsend", unsend={"messageId": "1"}),
        "videoPlayComplete": event(
            "videoPlayComplete", replyToken=token(), videoPlayComplete={"trackingId": "t"}
        ),
        "beacon": event(
            "beacon", replyToken=token(), beacon={"hwid": "d41d8cd98f", "type": "enter"}
        ),
        "accountLink": event(
            "accountLink", replyToken=token(), link={"result": "ok", "nonce": "n"}
        ),
        "an unknown type": event("somethingNew", replyToken=token(), somethingNew={"a": [1]}),
        "no type at all": {"timestamp": 1, "mode": "active", "replyToken": token()},
        "standby, without an id": without_id,
        "a follow in standby": event("follow", mode="standby", replyToken=token()),
        "a message without content": event("message", replyToken=token()),
    }
