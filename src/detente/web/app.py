"""The desk: one process over one casebook, pages and the same data under /api. Nothing is loaded from elsewhere."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from detente import __version__
from detente.errors import DetenteError, InputError, NotFound
from detente.store.casebook import Casebook
from detente.web import api
from detente.web.faults import in_words
from detente.web.rendering import render
from detente.web.routes import ROUTERS
from detente.web.security import LOOPBACK, Guard

HERE = Path(__file__).parent


def create_app(
    folder: str | Path, *, token: str | None = None, hosts: tuple[str, ...] = LOOPBACK, warm: bool = False
) -> FastAPI:
    """The application over the casebook in `folder`.

    `hosts` are the names it answers to; `token`, where given, must come with the first visit (`?token=`). Pages are made in threads, so
    that one that waits holds no other; forms are taken one after the other, so that writing needs no further lock. `warm` makes the
    first page before anybody asks for it. Raises CasebookError at start where there is no casebook.
    """

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        with Casebook.open(folder, create=False) as book:
            app.state.book, app.state.reading = book, Lock()
            warming = Thread(target=warmed, args=(book,), daemon=True)
            warming.start() if warm else None
            yield
            warming.join() if warm else None

    app = FastAPI(
        title="Détente",
        version=__version__,
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.guard = Guard(hosts, token)
    app.middleware("http")(app.state.guard)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for router in (api.router, *ROUTERS):
        app.include_router(router)
    app.add_exception_handler(DetenteError, refused)
    app.add_exception_handler(HTTPException, missed)
    app.add_exception_handler(RequestValidationError, malformed)
    return app


def warmed(book: Casebook) -> None:
    """Load what the pages need and make the first one, and that of the pair with most between them."""
    from detente.web import desk, home

    try:
        desk.overview(book)
        for pair in home.pairs(book)[:1]:
            desk.dyad(book, pair["a"], pair["b"])
            desk.standing(book, pair["a"], pair["b"], "en")
    except DetenteError:  # whoever asks for that page is told
        return


def run(
    folder: str | Path, host: str, port: int, *, token: str | None = None, hosts: tuple[str, ...] = LOOPBACK
) -> None:
    """Serve the desk until it is interrupted."""
    import uvicorn

    uvicorn.run(
        create_app(folder, token=token, hosts=hosts, warm=True),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
    )


async def refused(request: Request, error: Exception) -> Response:
    """A sentence for what cannot be shown: 404 for what is not there, 400 for what was asked wrongly."""
    return told(request, 404 if isinstance(error, NotFound) else 400, error, str(error))


async def missed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return told(request, error.status_code, error, str(error.detail))


async def malformed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    said = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return told(request, 422, InputError(said), said)


def told(request: Request, status: int, error: Exception, text: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": text}, status)
    words, own = in_words(request, error)
    return render(request, "error.html", status=status, text=words, own=own)


__all__ = ["create_app", "run"]
