"""What stands between the desk and the world: which hosts it answers to, who may enter, what a page may load, which forms count."""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from detente.web.wording import KEPT, TONGUES, table, tongue_of

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
LONGEST_ADDRESS, LARGEST_FORM = 8_000, 64_000  # characters, bytes
LARGEST_TEXT = 600_000  # bytes of a text that is pasted
HEADERS = {
    # Nothing from elsewhere; no script, style or face but the desk's own files.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
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
        refusal = self.refusal(request)
        if refusal is not None:
            return self.dressed(refusal)
        if self.token is not None and "token" in request.query_params:
            # The token goes into a cookie and out of the address, where a shoulder, a history and a log would read it.
            return self.dressed(self.entered(request, RedirectResponse(without_token(request), 303)))
        request.state.visit = request.cookies.get(VISIT) or secrets.token_urlsafe(24)
        answer = await following(request)
        if VISIT not in request.cookies:
            self.keep(request, answer, VISIT, request.state.visit)
        chosen = request.query_params.get("lang")
        if chosen in TONGUES and request.cookies.get(KEPT) != chosen:
            self.keep(request, answer, KEPT, chosen)
        return self.dressed(answer)

    def refusal(self, request: Request) -> Response | None:
        """Why a request goes no further; None where it may."""
        words = table()[tongue_of(request)]
        host = host_of(request.headers.get("host", ""))
        if host not in self.hosts:
            return PlainTextResponse(words["other_host"].format(host=request.headers.get("host", "")[:80]) + "\n", 421)
        if len(str(request.url)) > LONGEST_ADDRESS:
            return PlainTextResponse(words["long_address"].format(most=LONGEST_ADDRESS) + "\n", 414)
        if request.method in ("POST", "PUT", "PATCH"):
            size = request.headers.get("content-length", "")
            most = LARGEST_TEXT if request.url.path == "/add" else LARGEST_FORM
            if not size.isdecimal() or int(size) > most:
                return PlainTextResponse(words["large_form"].format(most=most) + "\n", 413)
        if self.token is not None and not self.known(request):
            return PlainTextResponse(words["no_token"] + "\n", 401)
        return None

    def known(self, request: Request) -> bool:
        """Whether a visitor brings the token, or the cookie that it was changed into."""
        assert self.token is not None
        given = request.query_params.get("token", "")
        if given:
            return hmac.compare_digest(given.encode(), self.token.encode())
        return hmac.compare_digest(request.cookies.get(ENTRY, "").encode(), entry(self.token).encode())

    def entered(self, request: Request, answer: Response) -> Response:
        assert self.token is not None
        self.keep(request, answer, ENTRY, entry(self.token))
        return answer

    def keep(self, request: Request, answer: Response, name: str, value: str) -> None:
        """A cookie that no script reads, that no other site sends, and over https none but https."""
        answer.set_cookie(name, value, httponly=True, samesite="strict", secure=request.url.scheme == "https")

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


def host_of(header: str) -> str | None:
    """The name in a Host header, without the port, in lower case; None where the header is none."""
    found = HOST.fullmatch(header)
    return found[1].lower() if found else None


def entry(token: str) -> str:
    """What the cookie holds: the token cannot be read back from it."""
    return sha256(f"detente entry {token}".encode()).hexdigest()


def without_token(request: Request) -> str:
    """The same address on this desk, less the token."""
    kept = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "token"])
    path = "/" + request.url.path.lstrip("/")  # never //host, which would lead elsewhere
    return f"{path}?{kept}" if kept else path


__all__ = ["LOOPBACK", "Guard", "host_of"]
