"""The look of the chat in Gradio's own terms: system fonts, one green, nothing from another host."""

from __future__ import annotations

import hashlib
from pathlib import Path

import gradio as gr

from ui.figures import element

FOLDER = Path(__file__).parent
SCRIPT = FOLDER / "chat.js"
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
    'fill="#0b5d3b"/><path d="M10 24V8h7a5 5 0 0 1 0 10h-7m6 0 6 6" fill="none" stroke="#fff" '
    'stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)
GREEN = gr.themes.Color(
    name="rahnuma",
    c50="#eef6f1",
    c100="#d9ebe1",
    c200="#b3d6c3",
    c300="#84bc9f",
    c400="#4f9d78",
    c500="#1d7a50",
    c600="#0b5d3b",
    c700="#0a5235",
    c800="#08422b",
    c900="#063321",
    c950="#042216",
)
FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"]


def theme() -> gr.themes.Base:
    """Gradio's plain theme in our green; the rest is style.css."""
    return gr.themes.Base(
        primary_hue=GREEN,
        secondary_hue=GREEN,
        neutral_hue=gr.themes.colors.stone,
        font=FONTS,
        font_mono=["ui-monospace", "Consolas", "monospace"],
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_sm,
    )


def script() -> str:
    """The page's own script."""
    return SCRIPT.read_text(encoding="utf-8")


def script_address() -> str:
    """Address of the script; another script has another address, so that no browser runs an old one."""
    return f"/chat.js?v={hashlib.sha256(script().encode()).hexdigest()[:12]}"


def head() -> str:
    """What stands in the head of the page."""
    return (
        '<meta name="description" content="Answers on AI ethics and AI policy, every sentence with its provision.">'
        f'<script src="{script_address()}"></script>{element()}'
    )
