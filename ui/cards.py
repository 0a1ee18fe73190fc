"""Citations as cards: what a reader needs to check a statement, beside the statement."""

from __future__ import annotations

import html
from collections.abc import Sequence

from assistant.schemas import Citation, Language, Readiness
from ui.client import provision_path
from ui.exchange import Exchange
from ui.library import Titles
from ui.markup import (
    direction,
    escape,
    external,
    isolated,
    isolated_name,
    language_of,
    line,
    link,
    permalink,
    prose,
)
from ui.pages.frame import TONES
from ui.words import date_words, status_word, word


def card_id(exchange: int, number: int) -> str:
    """Name of a card in the page; numbers begin anew with every answer."""
    return f"card-{exchange}-{number}"


def panel(exchanges: Sequence[Exchange], language: Language, issuers: Titles | None = None) -> str:
    """The cards of the last answer, and folded beneath them those of earlier ones.

    `issuers` names who issued each source, for the references.
    """
    issuers = issuers or {}
    turns: list[Exchange | None] = [*exchanges] or [None]
    *earlier, last = turns
    heading = f'<h2 id="cards-heading">{line(word("cards", language))}</h2>'
    cards = _cards(last, issuers) if last else ""
    if not cards:
        empty = "refused_cards" if last is not None and last.answer is not None else "no_cards"
        cards = f'<p class="empty">{line(word(empty, language))}</p>'
    return (
        f'<section class="cards" aria-labelledby="cards-heading" {direction(language)}>'
        f"{heading}{cards}{_earlier([past for past in earlier if past is not None], language, issuers)}</section>"
    )


def _earlier(exchanges: Sequence[Exchange], language: Language, issuers: Titles) -> str:
    groups = "".join(
        f"<h3>{isolated(exchange.question)}</h3>{_cards(exchange, issuers)}"
        for exchange in reversed(exchanges)
        if exchange.citations
    )
    if not groups:
        return ""
    return f'<details class="earlier"><summary>{line(word("earlier_cards", language))}</summary>{groups}</details>'


def _cards(exchange: Exchange, issuers: Titles) -> str:
    language = exchange.answer.language if exchange.answer else None
    return "".join(
        card(
            citation,
            exchange.number,
            language or language_of(citation.summary or citation.heading),
            issuers.get(citation.source_id, {}).get(language or "en", ""),
        )
        for citation in exchange.citations
    )


def card(citation: Citation, exchange: int, language: Language, issuer: str = "") -> str:
    """One citation, set in the language of its answer."""
    name = card_id(exchange, citation.number)
    return (
        f'<article class="card" id="{name}" tabindex="-1" aria-labelledby="{name}-title" {direction(language)}>'
        f"{_head(citation, name, language)}{_standing(citation, language)}{_wording(citation, language)}"
        f"{_on_page(citation, language)}{_conflicts(citation, language)}{_cite(citation, language, issuer)}"
        f"{_links(citation, language)}</article>"
    )


def _head(citation: Citation, name: str, language: Language) -> str:
    heading = f'<p class="heading">{isolated_name(citation.heading)}</p>' if citation.heading else ""
    return (
        f'<header><span class="number">{citation.number}</span><div>'
        f'<h3 id="{name}-title">{isolated_name(citation.label)}</h3>'
        f'<p class="source">{isolated_name(citation.source_title or citation.source_id)}</p>{heading}</div></header>'
    )


def _standing(citation: Citation, language: Language) -> str:
    tone = TONES.get(citation.status, "reported")
    status = f'<span class="badge {tone}">{line(status_word(citation.status, language))}</span>'
    shown = citation.edition if citation.quote else "bundled"
    edition = f'<span class="badge {shown}">{line(word(shown, language))}</span>'
    facts = [f'<time datetime="{escape(citation.date)}">{line(date_words(citation.date, language))}</time>']
    if citation.record_date:
        date = date_words(citation.record_date, language)
        facts.append(f"<span>{line(word('record_date', language, date=date))}</span>")
    if citation.page is not None:
        facts.append(f"<span>{line(word('page', language, page=citation.page))}</span>")
    note = f'<p class="note">{prose(citation.status_note)}</p>' if citation.status_note else ""
    return f'<p class="standing">{status}{edition}{"".join(facts)}</p>{note}'


def _wording(citation: Citation, language: Language) -> str:
    summary = (
        f"<p {direction(language_of(citation.summary))}>{prose(citation.summary)}</p>"
        if citation.summary
        else ""
    )
    if not citation.quote and not summary:
        return f"<p>{line(word('no_text', language))}</p>"
    if not citation.quote:
        ours = f'<p class="note">{line(word("ours", language))}</p>' if citation.edition == "official" else ""
        return f'<div class="summary">{summary}{ours}</div>'
    quotation = f"<blockquote {direction(language_of(citation.quote))}>{escape(citation.quote)}</blockquote>"
    if not summary:
        return quotation
    return (
        f"{quotation}<details><summary>{line(word('plain_summary', language))}</summary>{summary}</details>"
    )


def _on_page(citation: Citation, language: Language) -> str:
    """The page with the passage marked, fetched only when it is unfolded."""
    if citation.edition != "official" or citation.page is None:
        return ""
    path = provision_path(citation.source_id, citation.locator, "page.png")
    image = html.escape(f"{path}?page={citation.page}")
    described = line(word("page_image", language, page=citation.page, label=citation.label))
    return (
        f'<details class="page"><summary>{line(word("on_page", language))}</summary>'
        f'<img src="{image}" alt="{described}" loading="lazy"></details>'
    )


def reference(citation: Citation, language: Language, issuer: str) -> str:
    """Return a line by which the provision can be cited: issuer, title, status and date, pinpoint."""
    page = word("cite_page", language, page=citation.page) if citation.page is not None else ""
    cited = word(
        "cite",
        language,
        issuer=issuer,
        title=citation.source_title or citation.source_id,
        status=status_word(citation.status, language),
        date=date_words(citation.date, language),
        label=citation.label,
        page=page,
    ).lstrip(",، ")
    return cited if citation.quote else f"{cited} {word('cite_summary', language)}"


def _cite(citation: Citation, language: Language, issuer: str) -> str:
    return (
        f'<details class="cite"><summary>{line(word("how_to_cite", language))}</summary>'
        f'<p class="reference">{prose(reference(citation, language, issuer))}</p>'
        f'<button type="button" class="copy">{line(word("copy_citation", language))}</button></details>'
    )


def _conflicts(citation: Citation, language: Language) -> str:
    if not citation.conflicts:
        return ""
    notes = "".join(f"<li>{prose(note)}</li>" for note in citation.conflicts)
    return f'<div class="conflicts"><strong>{line(word("conflict", language))}</strong><ul>{notes}</ul></div>'


def _links(citation: Citation, language: Language) -> str:
    hint = word("new_tab", language)
    addresses = [
        (permalink(citation.permalink), word("open_provision", language)),
        (external(citation.url), word("publisher", language)),
    ]
    links = [link(address, text, hint) for address, text in addresses if address is not None]
    links.append(f'<a class="back" href="#conversation">{line(word("back", language))}</a>')
    return f'<p class="links">{"".join(links)}</p>'


def banner(readiness: Readiness | None, language: Language) -> str:
    """Say once from what answers are made; None: the API is out of reach."""
    state = readiness.state if readiness is not None else "not_ready"
    reason = f" {isolated(readiness.detail)}" if readiness is not None and state == "not_ready" else ""
    return f'<p class="banner {state}" role="status" {direction(language)}>{line(word(f"state_{state}", language))}{reason}</p>'


def header(language: Language) -> str:
    """Name and promise of the service."""
    return (
        f'<div class="masthead" {direction(language)}><a class="skip" href="#question">{line(word("skip", language))}</a>'
        '<h1><span lang="en">Rahnuma</span> <span lang="ur" dir="rtl">رہنما</span></h1>'
        f"<p>{line(word('promise', language))}</p></div>"
    )


def footer(language: Language) -> str:
    """What the service is not."""
    return f'<p class="footnote" {direction(language)}>{line(word("footer", language))}</p>'
