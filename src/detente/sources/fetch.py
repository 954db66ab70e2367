"""Fetching, politely and warily: robots.txt, time and size limits, retries, conditional requests, no private addresses.

Whether an address may be reached is decided when the connection is made, on the address that is connected to: a name that
resolves to a private address, at first or later, or a redirect to one, is refused.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import httpcore
import httpx

from detente.errors import FetchFailed
from detente.sources.document import LIMIT, MEGABYTE
from detente.sources.robots import LARGEST, Robots, parse

AGENT = "Detente/0.1 (reads news for research; respects robots.txt)"
ROBOT = "Detente"
TIMEOUT = httpx.Timeout(20.0, connect=10.0)
LONGEST = 90.0  # seconds for one page with all redirects and retries
REDIRECTS = 8
ROBOTS_REDIRECTS = 5
TRIES = 3
PAUSE = 1.0  # seconds between two requests to one host
LONGEST_WAIT = 20.0
AGAIN = frozenset((429, 500, 502, 503, 504))
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"


class PrivateAddress(OSError):
    """A connection to an address of this machine or a private network was refused."""


class Clocked(httpcore.NetworkStream):
    """A connection that keeps to the time of the whole fetch: however slowly bytes come, waiting for them ends."""

    def __init__(self, inner: httpcore.NetworkStream, guard: Guard) -> None:
        self.inner, self.guard = inner, guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.guard.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.guard.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self.guard.left(timeout, httpcore.ConnectTimeout)
        return Clocked(self.inner.start_tls(ssl_context, server_hostname, left), self.guard)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class Guard(httpcore.NetworkBackend):
    """Opens connections only to public addresses, unless all are allowed, and only until the time of a fetch is over."""

    def __init__(self, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.inner = httpcore.SyncBackend()
        self.until = float("inf")  # by the monotonic clock

    def left(self, timeout: float | None, error: type[Exception]) -> float | None:
        """How long may be waited; raises `error` where the time is over."""
        rest = self.until - time.monotonic()
        if rest <= 0:
            raise error("the time of the whole fetch is over")
        return rest if timeout is None and rest < float("inf") else timeout if timeout is None else min(timeout, rest)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host, when all its addresses may be reached."""
        try:
            found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except OSError as error:
            raise httpcore.ConnectError(f"{host} has no address ({error.strerror or error})") from None
        addresses = [str(address) for address in dict.fromkeys(found)]
        if not self.allow_private:
            for address in addresses:
                if is_private(address):
                    raise PrivateAddress(f"{host} is {address}, an address of this machine or a private network")
        last: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:4]:
            try:
                left = self.left(timeout, httpcore.ConnectTimeout)
                return Clocked(self.inner.connect_tcp(address, port, left, local_address, socket_options), self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise PrivateAddress("a socket of this machine may not be fetched")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def is_private(address: str) -> bool:
    """Whether an IP address is not of the public internet (private, loopback, link-local, reserved, multicast)."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return not inner.is_global
        if found in ipaddress.ip_network("64:ff9b::/96"):
            return not ipaddress.IPv4Address(int(found) & 0xFFFFFFFF).is_global
    return not found.is_global or found.is_multicast


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: the address it came from in the end, its bytes, type and validators."""

    address: str
    data: bytes
    kind: str  # media type, lower case
    charset: str | None = None
    tag: str | None = None  # ETag
    modified: str | None = None  # Last-Modified


@dataclass(slots=True)
class Fetcher:
    """A client with its manners: robots.txt by host, pauses by host, validators by address."""

    allow_private: bool = False
    limit: int = LIMIT
    pause: float = PAUSE
    validators: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)  # addresses of this run
    _robots: dict[str, Robots] = field(default_factory=dict)
    _guard: Guard | None = None
    _last: dict[str, float] = field(default_factory=dict)
    _client: httpx.Client | None = None

    @property
    def client(self) -> httpx.Client:
        if self._client is None:
            transport = httpx.HTTPTransport(trust_env=False)
            context = httpx.create_ssl_context(trust_env=False)
            self._guard = Guard(self.allow_private)
            transport._pool = httpcore.ConnectionPool(
                ssl_context=context, max_connections=8, keepalive_expiry=5.0, network_backend=self._guard
            )
            headers = {"User-Agent": AGENT, "Accept": ACCEPT, "Accept-Language": "*"}
            self._client = httpx.Client(
                transport=transport, headers=headers, timeout=TIMEOUT, follow_redirects=False, trust_env=False
            )
        return self._client

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def fetch(self, address: str) -> Fetched | None:
        """Fetch a page; None where it has not changed since it was fetched by this fetcher. Raises FetchFailed."""
        begun = time.monotonic()
        here = address
        self.asked.add(urldefrag(address).url)
        for _ in range(REDIRECTS + 1):
            self._check(here, address, begun)
            answer = self._patiently(here, begun)
            if isinstance(answer, str):
                here = urljoin(here, answer)
                continue
            self.asked.add(urldefrag(here).url)
            return answer
        raise FetchFailed(f"{address} redirects more than {REDIRECTS} times")

    def was_asked(self, address: str) -> bool:
        """Whether this fetcher has asked for an address before."""
        return urldefrag(address).url in self.asked

    def _check(self, here: str, address: str, begun: float) -> None:
        """Refuse what is no web address or what robots.txt forbids."""
        parts = urlsplit(here)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FetchFailed(f"{address} leads to {here!r}, which is no web address: only http and https are fetched")
        if not self._robots_of(parts.scheme, parts.netloc, begun).allows(here):
            raise FetchFailed(f"{here} may not be fetched: the site's robots.txt forbids it")

    def _robots_of(self, scheme: str, netloc: str, begun: float) -> Robots:
        """The rules of a site: none where it has no robots.txt, all is forbidden where the site fails to give it."""
        site = f"{scheme}://{netloc}"
        if site not in self._robots:
            here = f"{site}/robots.txt"
            rules = Robots()
            try:
                for _ in range(ROBOTS_REDIRECTS + 1):
                    answer = self._once(here, LARGEST, begun, cut=True)
                    if not isinstance(answer, str):
                        break
                    here = urljoin(here, answer)
                if isinstance(answer, Fetched):
                    rules = parse(answer.data, ROBOT)
            except FetchFailed as error:
                status = getattr(error, "status", 0)
                if not status:
                    raise
                rules = Robots(shut=status >= 500)
            self._robots[site] = rules
        return self._robots[site]

    def _patiently(self, here: str, begun: float) -> Fetched | str | None:
        """One address, tried again where that may help."""
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(here, self.limit, begun, self.validators.get(here))
            except FetchFailed as error:
                wait = getattr(error, "wait", None)
                if wait is None or attempt == TRIES or time.monotonic() - begun + wait > LONGEST:
                    raise
                time.sleep(wait * attempt)
        raise AssertionError("unreachable")

    def _once(
        self,
        here: str,
        limit: int,
        begun: float,
        known: tuple[str | None, str | None] | None = None,
        *,
        cut: bool = False,
    ) -> Fetched | str | None:
        """One request: what came back, where it redirects to, or None where nothing has changed; `cut`: no more than the limit."""
        client = self.client
        assert self._guard is not None
        self._guard.until = begun + LONGEST
        host = urlsplit(here).netloc
        rest = self._last.get(host, 0.0) + self.pause - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        tag, modified = known or (None, None)
        headers = {name: value for name, value in (("If-None-Match", tag), ("If-Modified-Since", modified)) if value}
        try:
            with client.stream("GET", here, headers=headers) as answer:
                if answer.has_redirect_location:
                    return str(answer.headers.get("location", ""))
                if answer.status_code == 304:
                    return None
                if answer.status_code >= 400:
                    raise _refused(here, answer)
                return self._body(here, answer, limit, begun, cut)
        except PrivateAddress as error:
            raise FetchFailed(f"{here} may not be fetched: {error}; allow it with --allow-private") from None
        except httpx.TimeoutException:
            if time.monotonic() - begun >= LONGEST:
                raise FetchFailed(f"{here} was not complete after {LONGEST:.0f} seconds") from None
            raise _failed(f"{here} did not answer in time", 1.0) from None
        except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError) as error:
            raise _failed(f"{here} cannot be reached: {error}", 1.0) from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise FetchFailed(f"{here} cannot be fetched: {error}") from None
        finally:
            self._last[host] = time.monotonic()

    def _body(self, here: str, answer: httpx.Response, limit: int, begun: float, cut: bool) -> Fetched:
        """The bytes of an answer, as long as they keep to the limits; size is counted after unpacking."""
        data = bytearray()
        for chunk in answer.iter_bytes():
            data += chunk
            if len(data) > limit and cut:
                break
            if len(data) > limit:
                raise FetchFailed(f"{here} is larger than {limit / MEGABYTE:.0f} MB, the most that is fetched")
            if time.monotonic() - begun > LONGEST:
                raise FetchFailed(f"{here} was not complete after {LONGEST:.0f} seconds")
        tag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if tag or modified:
            self.validators[here] = (tag, modified)
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        return Fetched(here, bytes(data), kind, answer.charset_encoding, tag, modified)


def _failed(sentence: str, wait: float | None = None, status: int = 0) -> FetchFailed:
    """A FetchFailed with the time after which another try may help."""
    error = FetchFailed(sentence)
    error.wait = wait  # type: ignore[attr-defined]
    error.status = status  # type: ignore[attr-defined]
    return error


def _refused(here: str, answer: httpx.Response) -> FetchFailed:
    """The error of an answer that is none."""
    status = answer.status_code
    wait = None
    if status in AGAIN:
        after = answer.headers.get("retry-after", "")
        wait = min(LONGEST_WAIT, float(after)) if after.isdigit() else 1.0
    return _failed(f"{here} answers {status} {answer.reason_phrase}".rstrip(), wait, status)
