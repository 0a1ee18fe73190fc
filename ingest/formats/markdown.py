"""Markdown (CommonMark with tables) by markdown-it-py."""

from __future__ import annotations

from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.errors import ReadError
from ingest.formats.blocks import Block, Reading, block, count_letters

LEAVES = {"paragraph", "heading", "fence", "code_block", "html_block"}


def read_markdown(path: Path) -> Reading:
    """Read a Markdown or plain text file in UTF-8.

    Raises:
        ReadError: the file is not UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path.name} is not in UTF-8 (byte {error.start}); save it as UTF-8") from error
    tree = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text))
    blocks: list[Block] = []
    for node in tree.children:
        _walk(node, blocks)
    # Marks of the syntax count for nothing here: only letters and digits do, and list numbers, which stand
    # in the blocks as well.
    return Reading("markdown", tuple(blocks), letters=sum(count_letters(found.text) for found in blocks))


def _walk(node: SyntaxTreeNode, blocks: list[Block]) -> None:
    if node.type in {"bullet_list", "ordered_list"}:
        for position, item in enumerate(node.children):
            found = block("\n".join(_lines(item, _label(node, position))))
            blocks.extend([found] if found else [])
    elif node.type == "table":
        for row in (row for part in node.children for row in part.children):
            found = block("\n".join(_inline(cell) for cell in row.children), row=True)
            blocks.extend([found] if found else [])
    elif node.type in LEAVES:
        level = int(node.tag[1]) if node.type == "heading" else None
        found = block(_inline(node), level)
        blocks.extend([found] if found else [])
    else:
        for child in node.children:
            _walk(child, blocks)


def _lines(item: SyntaxTreeNode, label: str) -> list[str]:
    """The limbs of a list item: its own paragraphs, then each item of the lists inside it."""
    lines: list[str] = []
    for child in item.children:
        if child.type in {"bullet_list", "ordered_list"}:
            for position, inner in enumerate(child.children):
                lines.extend(_lines(inner, _label(child, position)))
        else:
            lines.append(_inline(child))
    return [f"{label} {lines[0]}", *lines[1:]] if lines else [label]


def _label(node: SyntaxTreeNode, position: int) -> str:
    """The printed mark of a list item: `5.` or `5)` with the delimiter of the source, or a bullet."""
    if node.type == "bullet_list":
        return "•"
    return f"{int(node.attrs.get('start', 1)) + position}{node.children[position].markup or '.'}"


def _inline(node: SyntaxTreeNode) -> str:
    """The text of a node as a reader sees it."""
    if node.type in {"text", "code_inline", "fence", "code_block", "html_block", "html_inline"}:
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    if node.type == "image":
        return ""
    return "".join(map(_inline, node.children))
