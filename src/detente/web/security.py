"""What stands between the desk and the world: which hosts it answers to, who may enter, what a page may load, which forms count."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
HEADERS = {
    # Nothing from elsewhere, no script at all, no style but the desk's own sheet.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
VISIT, ENTRY = "detente_visit", "detente_entry"
Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """One for each running desk. `token` None lets everybody in who reaches it: only on loopback."""

    def __init__(self, hosts: tuple[str, ...], token: str | None):
        self.hosts, self.token = frozenset(hosts), token
        self.secret = secrets.token_bytes(32)

    async def __call__(self, request: Request, following: Next) -> Response:
        host = (
            request.headers.get("host", "").rsplit(":", 1)[0] if "]" not in request.headers.get("host", "") else "[::1]"
        )
        if host not in self.hosts:
            return self.dressed(PlainTextResponse(f"This desk does not answer to the host {host[:80]!r}.\n", 421))
        given = request.query_params.get("token") or request.cookies.get(ENTRY, "")
        if self.token is not None and not hmac.compare_digest(given.encode(), self.token.encode()):
            return self.dressed(PlainTextResponse("This desk asks for its token: open /?token=...\n", 401))
        request.state.visit = request.cookies.get(VISIT) or secrets.token_urlsafe(24)
        answer = await following(request)
        if VISIT not in request.cookies:
            answer.set_cookie(VISIT, request.state.visit, httponly=True, samesite="strict")
        if self.token is not None and ENTRY not in request.cookies:
            answer.set_cookie(ENTRY, self.token, httponly=True, samesite="strict")
        return self.dressed(answer)

    def dressed(self, answer: Response) -> Response:
        """An answer with the headers that every answer has."""
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    def seal(self, request: Request) -> str:
        """What a form of this visitor must bring back."""
        return hmac.new(self.secret, request.state.visit.encode(), sha256).hexdigest()

    def sealed(self, request: Request, given: str) -> bool:
        """Whether a form was written by this desk for this visitor."""
        return VISIT in request.cookies and hmac.compare_digest(given.encode(), self.seal(request).encode())


__all__ = ["LOOPBACK", "Guard"]
