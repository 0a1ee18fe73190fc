"""Applications for tests, around an assistant that stays open for other tests."""

from fastapi import FastAPI

from assistant.api import create_app
from assistant.settings import Settings
from ui.app import api_client
from ui.pages import add_pages


def api_of(assistant, **settings) -> FastAPI:
    """The API with an assistant already in service; without a lifespan nothing closes it."""
    app = create_app(Settings(**settings), lambda _: assistant)
    app.state.holder.open()
    return app


def pages_of(assistant, **settings) -> FastAPI:
    """The API with the plain pages, but without the chat, which takes long to build."""
    app = api_of(assistant, **settings)
    add_pages(app, api_client(app, app.state.settings))
    return app
