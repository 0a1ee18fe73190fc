"""The tools and resources that a model is given: all of them read, none of them writes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from assistant import __version__
from assistant.comparison.schemas import FEWEST_SOURCES, MOST_SOURCES, Comparison, ComparisonRequest
from assistant.mcp_server.desk import Desk
from assistant.quotation.schemas import QuoteCheck
from assistant.schemas import Answer, Language, ProvisionDetail, Question, SearchResults, Style
from assistant.standalone import standalone

READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
RESOURCES = "rahnuma:/"
"""What stands before a permalink where no server has an address: the resources below."""
INSTRUCTIONS = """\
Rahnuma holds the UNESCO Recommendation on the Ethics of AI, Pakistan's draft national AI policy of 2023 and records
around them, and proves every statement by the provision it cites. Keep the citations, and keep the status of each
source: a draft or a consultation output is not a rule in force. What the documents do not say, it says they do not
say; do not fill that in. Check a quotation with check_quote before you show it as one."""

SourceId = Annotated[
    str, Field(description="Id of a source, e.g. unesco-recommendation-2021; see rahnuma://sources.")
]
Locator = Annotated[
    str, Field(description="Locator of a provision in its source, e.g. 26, P2, 4.3.1(I), Target-7.")
]


def make_server(desk: Desk) -> MCPServer:
    """Make a server with every tool and resource; the transport is the caller's."""
    with _own_logs():
        server: MCPServer = MCPServer(
            "rahnuma", title="Rahnuma", instructions=INSTRUCTIONS, version=__version__
        )
    _add_answers(server, desk)
    _add_texts(server, desk)
    _add_resources(server, desk)
    return server


@contextmanager
def _own_logs() -> Iterator[None]:
    """Keep the SDK from setting up logs for the whole process, which it does only where nobody has."""
    taken = logging.NullHandler()
    logging.root.addHandler(taken)
    try:
        yield
    finally:
        logging.root.removeHandler(taken)


def _add_answers(server: MCPServer, desk: Desk) -> None:
    @server.tool(title="Ask the documents", annotations=READS)
    def ask(
        question: Annotated[
            str, Field(description="One question that stands alone, in English, Urdu or Roman Urdu.")
        ],
        context: Context,
        language: Annotated[
            Language | None, Field(description="Language of the answer; left out: that of the question.")
        ] = None,
        sources: Annotated[
            list[str] | None,
            Field(description="Ask only these sources, by id; left out: all.", max_length=50),
        ] = None,
        style: Annotated[
            Style, Field(description="formal: the official wording, quoted; plain: plain wording, cited.")
        ] = "formal",
    ) -> Annotated[CallToolResult, Answer]:
        """Answer a question about AI ethics and AI policy from the documents, each statement with its citation.

        A refusal (status no_provision, out_of_scope, unclear) is an answer too: the documents do not say it.
        """
        asked = Question(question=question, language=language, sources=sources or [], style=style)
        with desk.assistant(composing=True) as assistant:
            answer = assistant.answer(asked)
        text = TextContent(type="text", text=standalone(answer, _base_url(context)))
        return CallToolResult(content=[text], structured_content=answer.model_dump(mode="json"))

    @server.tool(title="Check a quotation", annotations=READS)
    def check_quote(
        quote: Annotated[
            str, Field(description="The quotation, without quotation marks; […] marks an omission.")
        ],
        source_id: Annotated[str | None, Field(description="Source it is attributed to, if any.")] = None,
        locator: Annotated[str | None, Field(description="Provision it is attributed to, if any.")] = None,
    ) -> QuoteCheck:
        """Check word for word whether a quotation stands in the documents; shows every word that differs."""
        with desk.checker() as checker:
            return checker.check(quote, source_id, locator)

    @server.tool(title="Compare sources", annotations=READS)
    def compare(
        topic: Annotated[str, Field(description="A subject in a few words, in English, Urdu or Roman Urdu.")],
        sources: Annotated[
            list[str],
            Field(
                min_length=FEWEST_SOURCES,
                max_length=MOST_SOURCES,
                description="Ids of the sources to compare.",
            ),
        ],
        language: Annotated[
            Language | None,
            Field(description="Language of labels and summaries; left out: that of the topic."),
        ] = None,
    ) -> Comparison:
        """Put sources side by side on a topic, theme by theme; where one says nothing, that is said."""
        with desk.assistant(composing=True) as assistant:
            return assistant.comparer.compare(
                ComparisonRequest(topic=topic, sources=sources, language=language)
            )


def _add_texts(server: MCPServer, desk: Desk) -> None:
    @server.tool(title="Search provisions", annotations=READS)
    def search(
        query: Annotated[str, Field(description="What to look for: words, a question, or a locator.")],
        limit: Annotated[int, Field(ge=1, le=50, description="Most results.")] = 10,
        source: Annotated[str | None, Field(description="Only this source, by id.")] = None,
    ) -> SearchResults:
        """Find the provisions nearest to a query, best first, with their text where it is held."""
        with desk.assistant() as assistant:
            return assistant.search(query, limit, source)

    @server.tool(title="Read a provision", annotations=READS)
    def get_provision(source_id: SourceId, locator: Locator) -> ProvisionDetail:
        """Read one provision: official text where held, summaries, status, date, neighbours, known contradictions."""
        with desk.assistant() as assistant:
            return assistant.provision(source_id, locator)


def _add_resources(server: MCPServer, desk: Desk) -> None:
    @server.resource("rahnuma://sources", title="Sources", mime_type="application/json")
    def sources() -> str:
        """Every source with its status, date and publisher's address."""
        with desk.assistant() as assistant:
            return assistant.sources().model_dump_json()

    @server.resource(
        "rahnuma://sources/{source_id}/{locator}", title="A provision", mime_type="application/json"
    )
    def provision(source_id: str, locator: str) -> str:
        """One provision of a source."""
        with desk.assistant() as assistant:
            return assistant.provision(source_id, locator).model_dump_json()


def _base_url(context: Context) -> str:
    """Where permalinks lead: this server as the caller addresses it, or over stdio the resources."""
    base_url = getattr(context.request_context.request, "base_url", None)
    return RESOURCES if base_url is None else str(base_url).rstrip("/")
