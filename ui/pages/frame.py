"""The frame of every page: templates, language, links that keep it, and a strict content policy."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.schemas import Language
from ui.client import ApiError
from ui.figures import EMPTY_STYLE
from ui.look import pages_css
from ui.markup import language_of, language_of_name, upright
from ui.pages.text import limbs, segments
from ui.pages.words import PAGE_WORDS
from ui.words import LANGUAGE_COOKIE, date_words, status_word

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
FIGURE_POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {EMPTY_STYLE}; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""For the page with a figure: Plotly draws its cells as an image in a `data:` address."""
TONES = {"adopted": "settled", "approved": "settled", "draft": "open"}
OK, BAD_GATEWAY = 200, 502
_MARKDOWN = {ord(character): f"&#{ord(character)};" for character in "\n\\`*_[]|~$"}


class Frame:
    """Renders templates; what goes into them is escaped there, once, by Jinja."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("ui.pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "upright": _upright,
            "limbs": limbs,
            "segments": segments,
            "language_of": language_of,
            "language_of_name": language_of_name,
        }
        self._templates.globals |= {"tones": TONES, "style": style_address()}

    def page(
        self, request: Request, template: str, status: int = 200, policy: str = POLICY, **values: Any
    ) -> HTMLResponse:
        """Render a page in the reader's language; 304 for a browser that has the very same."""
        language = language_asked(request)
        html = self._templates.get_template(template).render(
            **_spoken(language),
            url=_linker(request),
            other_language=_switch(request, language),
            here=request.url.path,
            **values,
        )
        headers = {"content-security-policy": policy, "vary": "accept-language, cookie"}
        if status == OK and request.method in {"GET", "HEAD"}:
            tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
            headers |= {"etag": tag, "cache-control": "private, no-cache"}
            if tag in request.headers.get("if-none-match", ""):
                return HTMLResponse(status_code=304, headers=headers)
        return HTMLResponse(html, status, headers)

    def fragment(self, template: str, language: Language, **values: Any) -> str:
        """Render a part of a page for the chat, whose links name the language.

        The chat takes HTML inside Markdown: what would mean something there becomes a character reference.
        """
        html = self._templates.get_template(template).render(
            **_spoken(language), url=partial(_address, language), **values
        )
        body = html.strip().translate(_MARKDOWN)
        return f'<div lang="{language}" dir="{"rtl" if language == "ur" else "ltr"}">{body}</div>'

    def refusal(self, request: Request, error: ApiError) -> HTMLResponse:
        """Say in a page what the API refused."""
        status = error.status or BAD_GATEWAY
        name = f"refused_{status}" if f"refused_{status}" in PAGE_WORDS else "refused"
        return self.page(request, "message.html", status, title=name, detail=str(error))


def _upright(text: str) -> Markup:
    """Isolate dates and locators among Urdu words."""
    return Markup(upright(str(escape(text))))  # noqa: S704 - escaped just above


def style_address() -> str:
    """Address of the style sheet; another sheet has another address, so that no browser shows an old one."""
    return f"/pages.css?v={hashlib.sha256(pages_css().encode()).hexdigest()[:12]}"


def language_asked(request: Request) -> Language:
    """Language of the page: `?lang=`, else that of the chat, else what the browser prefers, else English."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    asked = chosen or request.headers.get("accept-language", "")
    return "ur" if asked.casefold().startswith("ur") else "en"


def _spoken(language: Language) -> dict[str, Any]:
    """What every template says in a language."""
    return {
        "language": language,
        "direction": "rtl" if language == "ur" else "ltr",
        "t": partial(_say, language),
        "own": lambda both: getattr(both, language),
        "date": lambda text: date_words(text, language),
        "status_word": lambda name: status_word(name, language),
    }


def _say(language: Language, name: str, **values: object) -> str:
    return PAGE_WORDS[name][language].format(**values)


def _linker(request: Request) -> Callable[..., str]:
    """Make addresses on this server that keep the language the reader chose."""
    chosen = request.query_params.get("lang")

    return partial(_address, language_asked(request) if chosen else None)


def _address(language: Language | None, path: str, fragment: str = "", **query: Any) -> str:
    pairs = {name: value for name, value in query.items() if value}
    if language is not None:
        pairs["lang"] = language
    address = f"{path}?{urlencode(pairs, doseq=True)}" if pairs else path
    return f"{address}#{fragment}" if fragment else address


def _switch(request: Request, language: Language) -> str:
    """Address of the same page in the other language."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*pairs, ('lang', 'en' if language == 'ur' else 'ur')])}"
