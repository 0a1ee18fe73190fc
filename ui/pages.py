"""Plain pages, readable without JavaScript: for now one for each provision, so that every permalink leads somewhere."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from assistant.schemas import ProvisionDetail, SourceInfo
from ui.cards import TONES
from ui.client import ApiError, Client
from ui.markup import direction, escape, external, isolated, language_of, line, link, permalink
from ui.theme import ICON, STYLE
from ui.words import date_words, status_word, word

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'"
HEADERS = {"content-security-policy": POLICY}


def add_pages(site: FastAPI, client: Client) -> None:
    """Add the plain pages to the site; to be called before the chat takes every other address."""

    @site.get("/favicon.ico", include_in_schema=False)
    async def icon() -> Response:
        return Response(ICON, media_type="image/svg+xml", headers={"cache-control": "max-age=86400"})

    @site.get("/sources/{source_id}/{locator}", include_in_schema=False)
    async def provision(source_id: str, locator: str) -> HTMLResponse:
        try:
            found = await client.provision(source_id, locator)
            sources = {source.id: source for source in await client.sources()}
        except ApiError as error:
            content = f'<h1>Rahnuma</h1><p class="banner not_ready">{line(str(error))}</p>'
            return HTMLResponse(frame("Rahnuma", content), error.status or 503, HEADERS)
        title, content = provision_page(found, sources[found.source_id])
        return HTMLResponse(frame(title, content), headers=HEADERS)


def frame(title: str, content: str) -> str:
    """A whole page around its content."""
    return (
        f'<!doctype html><html lang="en" dir="ltr" class="plain"><head><meta charset="utf-8"><title>{line(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f'<body class="gradio-container"><main class="leaf"><nav><a href="/">{line(word("ask_rahnuma", "en"))}</a></nav>'
        f'{content}<p class="footnote">{line(word("footer", "en"))}</p></main></body></html>'
    )


def provision_page(provision: ProvisionDetail, source: SourceInfo) -> tuple[str, str]:
    """Title and content of the page of one provision."""
    path = " › ".join(isolated(part) for part in provision.heading)
    content = (
        f'<article class="card"><h1>{line(provision.label)}</h1><p class="source">{isolated(source.title)}</p>'
        f'<p class="heading">{path}</p>{_standing(provision)}{_text(provision)}{_summaries(provision)}'
        f"{_conflicts(provision)}{_links(provision)}</article>"
    )
    return f"{provision.label}, {source.title} · Rahnuma", content


def _standing(provision: ProvisionDetail) -> str:
    page = (
        f"<span>{line(word('page', 'en', page=provision.page))}</span>" if provision.page is not None else ""
    )
    return (
        f'<p class="standing"><span class="badge {TONES.get(provision.status, "reported")}">'
        f"{line(status_word(provision.status, 'en'))}</span>"
        f'<span class="badge {provision.edition}">{line(word(provision.edition, "en"))}</span>'
        f'<time>{line(date_words(provision.date, "en"))}</time>{page}</p><p class="note">{line(provision.status_note)}</p>'
    )


def _text(provision: ProvisionDetail) -> str:
    if provision.text is None:
        return ""
    return f"<blockquote {direction(language_of(provision.text))}>{escape(provision.text)}</blockquote>"


def _summaries(provision: ProvisionDetail) -> str:
    parts = [
        f"<section {direction(language)}><h2>{line(word('plain_summary', language))}</h2>"
        f"<p>{line(provision.summaries[language])}</p></section>"
        for language in ("en", "ur")
        if provision.summaries.get(language)
    ]
    return "".join(parts) or ("" if provision.text else f"<p>{line(word('no_text', 'en'))}</p>")


def _conflicts(provision: ProvisionDetail) -> str:
    if not provision.conflicts:
        return ""
    notes = "".join(f"<li>{line(note)}</li>" for note in provision.conflicts)
    return f'<div class="conflicts"><strong>{line(word("conflict", "en"))}</strong><ul>{notes}</ul></div>'


def _links(provision: ProvisionDetail) -> str:
    folder = provision.permalink.rpartition("/")[0]
    neighbours = [
        f'<a href="{address}">{line(word(name, "en"))}: {line(locator)}</a>'
        for name, locator in (("previous", provision.previous), ("next", provision.next))
        if locator is not None and (address := permalink(f"{folder}/{locator}")) is not None
    ]
    publisher = link(external(provision.url), word("publisher", "en"), word("new_tab", "en"))
    digest = f'<p class="note">SHA-256 <code>{line(provision.sha256)}</code></p>' if provision.sha256 else ""
    return f'<p class="links">{publisher}{"".join(neighbours)}</p>{digest}'
