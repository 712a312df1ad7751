"""A forum of Discord: a post for each incident, with all of its updates below."""

import json
import re
from datetime import datetime
from http import HTTPStatus

from plainstatus.notify.channels.channel import Letter
from plainstatus.notify.channels.http import Http
from plainstatus.notify.messages import Message
from plainstatus.notify.recipients import Recipient
from plainstatus.notify.voice import Voice
from plainstatus.notify.web.letters import letter_of, web_body
from plainstatus.notify.web.shortening import shortened

#: Characters of the title of a post.
_TITLE = 100
_KEPT = re.compile(r"post (\d{1,20})", re.ASCII)


class Forum(Http):
    """The forum whose webhook is at the address of the channel."""

    def letter(self, message: Message, voice: Voice, recipient: Recipient, now: datetime) -> Letter:
        body = web_body("discord", message, voice)
        # It makes a post of its own, and is left out below one.
        return letter_of({"thread_name": shortened(message.title, _TITLE), **body}, message.subject)

    def send(self, letter: Letter, recipient: Recipient, key: str) -> str:
        return self.send_after(letter, recipient, key, None)

    def send_after(self, letter: Letter, recipient: Recipient, key: str, before: str | None) -> str:
        """Send it below the post that `before`, an earlier answer, names; or as a post of its own. As `send`."""
        known = _KEPT.fullmatch(before or "")
        if known is not None:
            answer = self.tried(_below(letter.data), key, f"wait=true&thread_id={known[1]}")
            # Somebody may have deleted the post.
            if answer.status != HTTPStatus.NOT_FOUND:
                self.judge(answer)
                return known[0]
        answer = self.tried(letter.data, key, "wait=true")
        self.judge(answer)
        return _post_of(answer.body)


def _below(data: bytes) -> bytes:
    body = json.loads(data)
    del body["thread_name"]
    return json.dumps(body, separators=(",", ":")).encode()


def _post_of(body: bytes) -> str:
    """What is kept of an answer: the post that was made. Without it, the next update makes one of its own."""
    try:
        kept = f"post {json.loads(body)['channel_id']}"
    except (ValueError, TypeError, LookupError, RecursionError):
        return "sent"
    return kept if _KEPT.fullmatch(kept) else "sent"
