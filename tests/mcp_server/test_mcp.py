"""The official MCP client over both transports: the site on loopback, and a process over stdio."""

import json
import os
import re
import sys

import anyio
import httpx
import pytest
from mcp import Client, MCPError, StdioServerParameters

from assistant.comparison.schemas import Comparison
from assistant.mcp_server.http import allowed_callers
from assistant.quotation.schemas import QuoteCheck
from assistant.schemas import Answer, ProvisionDetail, SearchResults
from assistant.settings import Settings
from tests.servers import served
from ui.app import create_site

QUESTION = "What does paragraph 26 say?"
TOOLS = {"ask", "search", "get_provision", "check_quote", "compare"}
TOY_PROCESS = """
import sys, assistant.service as service
from assistant.cli import main
from tests.toys import ToyEncoder
service.configured_encoders = lambda settings: {"english": ToyEncoder("toy-en"), "multilingual": ToyEncoder("toy-multi")}
sys.argv = ["rahnuma", "mcp"]
main()
"""


@pytest.fixture(scope="module")
def address(toy_data, toy_opener):
    with served(create_site(Settings(data=toy_data, vector_store="memory"), toy_opener)) as address:
        yield address


@pytest.fixture(scope="module")
def process(toy_data):
    environment = os.environ | {"RAHNUMA_DATA": str(toy_data), "RAHNUMA_VECTOR_STORE": "memory"}
    return StdioServerParameters(command=sys.executable, args=["-c", TOY_PROCESS], env=environment)


@pytest.fixture(params=["http", "http-legacy", "stdio"])
def transport(request):
    return request.param


@pytest.fixture
def connect(request, transport):
    """A new client of one transport."""
    if transport == "stdio":
        parameters = request.getfixturevalue("process")
        return lambda: Client(parameters)
    address = request.getfixturevalue("address")
    mode = "legacy" if transport == "http-legacy" else "auto"
    return lambda: Client(f"{address}/mcp", mode=mode)


def talk(connect, conversation):
    async def whole():
        async with connect() as client:
            return await conversation(client)

    return anyio.run(whole)


def call(connect, name, **arguments):
    return talk(connect, lambda client: client.call_tool(name, arguments))


def test_a_whole_conversation_over_each_transport(connect, transport):
    async def conversation(client):
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        answer = await client.call_tool("ask", {"question": QUESTION})
        found = await client.call_tool("search", {"query": "data protection", "limit": 2})
        check = await client.call_tool(
            "check_quote", {"quote": "AI systems should be used for social scoring"}
        )
        place = {"source_id": "pakistan-draft-ai-policy-2023", "locator": "4.3.1(I)"}
        provision = await client.call_tool("get_provision", place)
        uri = re.search(r"\((rahnuma://[^)]+)\)", answer.content[0].text)
        cited = await client.read_resource(uri[1]) if uri else None
        return tools, answer, found, check, provision, cited

    tools, answer, found, check, provision, cited = talk(connect, conversation)
    assert tools.keys() >= TOOLS
    whole = Answer.model_validate(answer.structured_content)
    assert whole.status == "answered"
    assert whole.citations[0].locator == "26"
    assert len(SearchResults.model_validate(found.structured_content).results) == 2
    assert QuoteCheck.model_validate(check.structured_content).verdict == "unavailable"
    assert ProvisionDetail.model_validate(provision.structured_content).label == "clause 4.3.1(I)"
    if transport == "stdio":  # no server has an address: what is cited is a resource
        assert json.loads(cited.contents[0].text)["locator"] == "26"


def over_http(address):
    return lambda: Client(f"{address}/mcp")


def test_every_tool_reads_only_and_describes_what_it_takes_and_gives(address):
    tools = talk(over_http(address), lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} >= TOOLS
    for tool in tools:
        assert tool.title
        assert tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is False
        assert len(tool.description) > 40
        assert tool.output_schema["type"] == "object"
        for name, schema in tool.input_schema["properties"].items():
            assert schema.get("description"), f"{tool.name}.{name}"


def test_the_text_of_an_answer_stands_alone_with_links_of_this_server(address):
    text = call(over_http(address), "ask", question=QUESTION).content[0].text
    assert "adopted, 23 November 2021" in text
    assert f"({address}/sources/unesco-recommendation-2021/26)" in text
    assert httpx.get(f"{address}/sources/unesco-recommendation-2021/26").status_code == 200


def test_resources(address):
    async def conversation(client):
        templates = (await client.list_resource_templates()).resource_templates
        sources = await client.read_resource("rahnuma://sources")
        provision = await client.read_resource("rahnuma://sources/pakistan-draft-ai-policy-2023/4.3.1%28I%29")
        return templates, sources, provision

    templates, sources, provision = talk(over_http(address), conversation)
    assert [template.uri_template for template in templates] == ["rahnuma://sources/{source_id}/{locator}"]
    ids = {source["id"] for source in json.loads(sources.contents[0].text)["sources"]}
    assert "pakistan-draft-ai-policy-2023" in ids
    assert json.loads(provision.contents[0].text)["label"] == "clause 4.3.1(I)"


def test_options_reach_the_question(address):
    result = call(
        over_http(address), "ask", question=QUESTION, language="ur", sources=["unesco-recommendation-2021"]
    )
    assert result.structured_content["language"] == "ur"


def test_sources_are_compared(address):
    sources = ["unesco-recommendation-2021", "pakistan-draft-ai-policy-2023"]
    result = call(over_http(address), "compare", topic="data protection", sources=sources)
    comparison = Comparison.model_validate(result.structured_content)
    assert [source.id for source in comparison.sources] == sources
    assert comparison.rows


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("compare", {"topic": "x", "sources": ["unesco-recommendation-2021"]}, "at least 2 items"),
        ("ask", {"question": "  "}, "empty"),
        ("ask", {"question": QUESTION, "sources": ["none"]}, "There is no source 'none'"),
        ("search", {"query": "x", "limit": 500}, "less than or equal to 50"),
        (
            "get_provision",
            {"source_id": "unesco-recommendation-2021", "locator": "999"},
            "no provision '999'",
        ),
        ("check_quote", {"quote": "x" * 6000}, "5,000"),
        ("ask", {}, "question"),
    ],
)
def test_a_refusal_is_a_sentence_for_the_model(address, name, arguments, sentence):
    result = call(over_http(address), name, **arguments)
    assert result.is_error
    assert sentence in result.content[0].text


def test_a_resource_that_is_not_there_is_an_error_in_words(address):
    async def conversation(client):
        with pytest.raises(MCPError, match="999"):
            await client.read_resource("rahnuma://sources/unesco-recommendation-2021/999")

    talk(over_http(address), conversation)


def initialize(address, **headers):
    body = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    accept = {"accept": "application/json, text/event-stream"}
    return httpx.post(f"{address}/mcp", json=body, headers=accept | headers)


def test_a_page_of_another_origin_or_name_is_refused(address):
    assert initialize(address).status_code == 200
    assert initialize(address, host="evil.example").status_code == 421
    assert initialize(address, origin="https://evil.example").status_code == 403
    assert initialize(address, origin="http://localhost:8000").status_code == 200


def test_the_operators_names_are_taken():
    callers = allowed_callers(Settings(public_names="rahnuma.example, www.rahnuma.example"))
    assert {"rahnuma.example", "www.rahnuma.example", "127.0.0.1:*"} <= set(callers.allowed_hosts)
    assert "https://rahnuma.example" in callers.allowed_origins
    assert "https://evil.example" not in callers.allowed_origins


def test_only_post_and_only_small_bodies(address):
    response = httpx.get(f"{address}/mcp", headers={"accept": "text/event-stream"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.headers["content-type"] == "application/problem+json"
    assert httpx.post(f"{address}/mcp", json={"x": "y" * 70_000}).status_code == 413


def test_the_chat_and_the_api_are_still_there(address):
    assert "gradio" in httpx.get(address).text
    assert httpx.get(f"{address}/readyz").json()["ready"] is True


def test_without_an_index_the_tools_say_what_mends_it(tmp_path):
    with served(create_site(Settings(data=tmp_path))) as address:
        result = call(over_http(address), "ask", question=QUESTION)
    assert result.is_error
    assert "rahnuma ingest" in result.content[0].text


def test_an_application_can_be_opened_again(toy_data, toy_opener):
    site = create_site(Settings(data=toy_data, vector_store="memory"), toy_opener)
    for _ in range(2):
        with served(site) as address:
            assert not call(over_http(address), "search", query="Target-7").is_error


def test_nothing_of_a_question_is_logged(address, caplog, capfd):
    caplog.set_level("DEBUG", logger="mcp.server")
    call(over_http(address), "ask", question="zebrafish unicorn \u202e marmalade")
    call(over_http(address), "ask", question="zebrafish unicorn marmalade")
    captured = capfd.readouterr()
    assert "zebrafish" not in caplog.text + captured.out + captured.err
