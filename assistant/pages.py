"""Plain pages, one address a provision: readable without JavaScript, by keyboard and by screen reader.

They are what a permalink of a citation leads to. Every text is escaped here, once, by `html.escape`.
"""

from __future__ import annotations

from html import escape

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from assistant.errors import NotFoundError
from assistant.finish import permalink
from assistant.holder import Ready
from assistant.messages import status_word
from assistant.schemas import ProvisionDetail

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #f8f7f1; --line: #cfd6d0; --accent: #0b5d3b; }
@media (prefers-color-scheme: dark) { :root { --ink: #eeece4; --paper: #171a18; --line: #3b443e; --accent: #7fd1a9; } }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; font: 1.05rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--accent); } a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 1rem; }
blockquote { margin: 1rem 0; padding: .2rem 1rem; border-inline-start: 4px solid var(--accent); white-space: pre-line; }
[lang=ur] { font-family: 'Noto Nastaliq Urdu', 'Jameel Noori Nastaleeq', 'Urdu Typesetting', serif; line-height: 2.2; }
dt { font-weight: 600; } dd { margin: 0 0 .6rem; } .status { border: 1px solid var(--line); padding: .5rem .8rem; border-radius: .4rem; }
code { overflow-wrap: anywhere; font-size: .85rem; }
"""


def add_pages(app: FastAPI) -> None:
    """Add the pages of sources and provisions to the application."""

    @app.get("/sources", response_class=HTMLResponse, include_in_schema=False)
    def sources(assistant: Ready) -> HTMLResponse:
        items = "".join(
            f'<li><a href="/sources/{escape(s.id)}">{escape(s.title)}</a> '
            f"({escape(status_word(s.status, 'en'))}, {escape(s.date)}; {s.provisions} provisions)</li>"
            for s in assistant.sources().sources
        )
        return page("Sources", f"<h1>Sources</h1><ul>{items}</ul>")

    @app.get("/sources/{source_id}", response_class=HTMLResponse, include_in_schema=False)
    def source(source_id: str, assistant: Ready) -> HTMLResponse:
        try:
            detail = assistant.source(source_id)
        except NotFoundError as error:
            return missing(str(error))
        items = "".join(
            f'<li><a href="{escape(entry.permalink)}">{escape(entry.label)}</a> '
            f"{escape(entry.heading[-1] if entry.heading else '')}</li>"
            for entry in detail.outline
        )
        body = (
            f'<h1>{escape(detail.title)}</h1><p lang="ur" dir="rtl">{escape(detail.title_ur)}</p>'
            f'<p class="status">{escape(status_word(detail.status, "en"))}, {escape(detail.date)}. '
            f'{escape(detail.status_note)}</p><p><a href="{escape(detail.url)}" rel="noopener">At the publisher</a></p>'
            f"<h2>Provisions</h2><ul>{items}</ul>"
        )
        return page(detail.title, body)

    @app.get("/sources/{source_id}/{locator}", response_class=HTMLResponse, include_in_schema=False)
    def provision(source_id: str, locator: str, assistant: Ready) -> HTMLResponse:
        try:
            detail = assistant.provision(source_id, locator)
        except NotFoundError as error:
            return missing(str(error))
        title = assistant.catalogue.source(source_id).title.en
        return page(f"{detail.label}, {title}", provision_body(detail, title))


def provision_body(detail: ProvisionDetail, title: str) -> str:
    """HTML of one provision: where it stands, its status, its wording, our summaries, its neighbours."""
    place = f"page {detail.page} of the PDF" if detail.page else "reported, without a page"
    path = " › ".join(map(escape, detail.heading))
    conflicts = "".join(f"<li>{escape(note)}</li>" for note in detail.conflicts)
    see_also = "".join(_reference(detail.source_id, reference) for reference in detail.references)
    facts = [
        (
            "Status",
            f"{escape(status_word(detail.status, 'en'))}, {escape(detail.date)}. {escape(detail.status_note)}",
        ),
        ("Place", escape(place)),
        ("Publisher", f'<a href="{escape(detail.url)}" rel="noopener">{escape(detail.url)}</a>'),
        ("SHA-256 of the text", f"<code>{escape(detail.sha256 or 'none')}</code>"),
    ]
    return (
        f'<nav aria-label="Place"><p><a href="/sources/{escape(detail.source_id)}">{escape(title)}</a> › {path}</p></nav>'
        f"<h1>{escape(detail.label[:1].upper() + detail.label[1:])}</h1>"
        f"<dl class='status'>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in facts)}</dl>"
        f"{_wording(detail)}{_summaries(detail)}"
        + (f"<h2>Contradictions</h2><ul>{conflicts}</ul>" if conflicts else "")
        + (f"<h2>See also</h2><ul>{see_also}</ul>" if see_also else "")
        + _neighbours(detail)
    )


def _wording(detail: ProvisionDetail) -> str:
    if detail.text is None:
        return "<h2>Official text</h2><p>Not held here: see the publisher.</p>"
    return f"<h2>Official text</h2><blockquote>{escape(detail.text)}</blockquote>"


def _summaries(detail: ProvisionDetail) -> str:
    found = "".join(
        f'<p lang="{language}" dir="{"rtl" if language == "ur" else "ltr"}">{escape(text)}</p>'
        for language, text in detail.summaries.items()
    )
    return (
        f"<h2>In plain words</h2><p><em>Our own summary, not the official text.</em></p>{found}"
        if found
        else ""
    )


def _reference(source_id: str, reference: str) -> str:
    source, _, locator = reference.rpartition("/")
    address = permalink(source or source_id, locator)
    return f'<li><a href="{escape(address)}">{escape(reference)}</a></li>'


def _neighbours(detail: ProvisionDetail) -> str:
    links = [
        f'<li><a rel="{rel}" href="{escape(permalink(detail.source_id, locator))}">{word}: {escape(locator)}</a></li>'
        for rel, word, locator in (("prev", "Previous", detail.previous), ("next", "Next", detail.next))
        if locator
    ]
    return (
        f'<nav aria-label="Neighbours"><ul>{"".join(links)}<li><a href="/">Ask a question</a></li></ul></nav>'
    )


def missing(detail: str) -> HTMLResponse:
    """Say that there is nothing at an address."""
    body = f'<h1>Not found</h1><p>{escape(detail)}</p><p><a href="/sources">All sources</a></p>'
    return page("Not found", body, 404)


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """Put a body into the frame of every page."""
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · Rahnuma</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )
    return HTMLResponse(html, status, headers={"content-security-policy": POLICY})
