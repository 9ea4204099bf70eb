"""An answer to somebody who is still sending: said at once, and the rest heard out for a while.

A line that is cut while a browser still sends shows a fault of the network, and not the answer.
"""

import anyio
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from orchestration.portal.forms import SAFE, WITH_FILES

SECONDS, MOST_BYTES = 20, 2_000_000_000


def at_once(request: Request, answer: Response) -> Response:
    """The answer, such that also a browser hears it that is in the middle of sending files."""
    kind = request.headers.get("content-type", "").lower()
    is_sending = request.method not in SAFE and kind.startswith(WITH_FILES)
    return Lingering(answer) if is_sending else answer


class Lingering(Response):
    """Another answer, after which what still comes is thrown away."""

    def __init__(self, answer: Response) -> None:
        super().__init__(status_code=answer.status_code)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._answer
        headers = [*answer.raw_headers, (b"connection", b"close")]
        begun = {"type": "http.response.start", "status": answer.status_code, "headers": headers}
        await send(begun)
        await send({"type": "http.response.body", "body": answer.body, "more_body": True})
        seen = 0
        with anyio.move_on_after(SECONDS):
            while seen < MOST_BYTES:
                message = await receive()
                seen += len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    break
        await send({"type": "http.response.body", "body": b"", "more_body": False})
