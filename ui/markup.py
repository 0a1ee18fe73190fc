"""Text into HTML: the one place where text of documents and of readers is escaped for the pages."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from assistant.schemas import Language

_MARKUP = {ord(character): f"&#{ord(character)};" for character in "\\`*_[]|#!~${}@"}
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|#x27);")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z]")
_UPRIGHT = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b|\b\d+(?:\.\d+)*\((?:\d+\.)?(?:\d+|[IVX]+)\)")
"""ISO dates, and locators with a bracket such as `4.3.1(I)`: Urdu words around them would turn their parts about."""
_LEFT_TO_RIGHT = "\u200e"
_PERMALINK = re.compile(r"/sources/[^\s\\]+\Z")


def escape(text: str) -> str:
    """Make text harmless wherever a page may put it: HTML, an attribute, Markdown, or a template of Gradio.

    Every character with a meaning in any of these becomes a character reference.
    """
    escaped = html.escape(text)
    parts, at = [], 0
    for entity in _ENTITY.finditer(escaped):
        parts += [escaped[at : entity.start()].translate(_MARKUP), entity.group()]
        at = entity.end()
    return "".join([*parts, escaped[at:].translate(_MARKUP)])


def line(text: str) -> str:
    """Escape text onto one line, for places where a line's end would mean something."""
    return escape(" ".join(text.split()))


def language_of(text: str) -> Language:
    """Tell by its letters whether a text is set in Urdu or in Latin script."""
    return "ur" if len(_ARABIC.findall(text)) > len(_LATIN.findall(text)) else "en"


def language_of_name(text: str) -> Language:
    """Language of a label or heading: Urdu if it has any Urdu word, though a locator may have more Latin letters."""
    return "ur" if _ARABIC.search(text) else "en"


def direction(language: Language) -> str:
    """Attributes that set an element in a language: its direction and its name."""
    return f'dir="{"rtl" if language == "ur" else "ltr"}" lang="{language}"'


def isolated(text: str) -> str:
    """Escape a short text and keep its direction from disturbing what stands around it."""
    return f"<bdi {direction(language_of(text))}>{prose(text)}</bdi>"


def isolated_name(text: str) -> str:
    """The same for a label, heading or title."""
    return f"<bdi {direction(language_of_name(text))}>{prose(text)}</bdi>"


def upright(text: str) -> str:
    """Isolate dates and locators in a text that has Urdu words and is escaped already."""
    return _UPRIGHT.sub(r'<bdi dir="ltr">\g<0></bdi>', text) if _ARABIC.search(text) else text


def upright_letters(text: str) -> str:
    """The same with invisible marks, for places that take no HTML."""
    return _UPRIGHT.sub(rf"{_LEFT_TO_RIGHT}\g<0>", text) if _ARABIC.search(text) else text


def prose(text: str) -> str:
    """Escape text onto one line, dates and locators upright; not for attributes."""
    return upright(line(text))


def external(url: str) -> str | None:
    """Return the escaped address of a publisher, or None if it is no plain web address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return html.escape(url) if parts.scheme in {"https", "http"} and parts.netloc else None


def permalink(path: str) -> str | None:
    """Return the escaped address of a provision on this server, or None if it is none."""
    return html.escape(path) if _PERMALINK.match(path) else None


def link(address: str | None, text: str, hint: str = "") -> str:
    """Return a link that opens beside the page, its text escaped; without an address only the text."""
    if address is None:
        return prose(text)
    described = f' title="{line(hint)}"' if hint else ""
    return f'<a href="{address}" target="_blank" rel="noopener"{described}>{prose(text)}</a>'
