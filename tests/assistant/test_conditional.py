"""What changes only with the snapshot is sent once, and asked after for nothing; answers are not to be stored."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.settings import Settings
from ingest.errors import StoreAwayError

SOURCE = "/api/v1/sources/unesco-recommendation-2021"
READABLE = (
    "/api/v1/sources",
    SOURCE,
    f"{SOURCE}/provisions/26",
    "/api/v1/themes",
    "/api/v1/themes/human-rights-dignity",
    "/api/v1/coverage",
    "/api/v1/glossary",
    "/api/v1/search?q=privacy",
)


@pytest.fixture(scope="module")
def client(toy_data, toy_opener):
    unlimited = Settings(data=toy_data, vector_store="memory", rate_limit_asks="")
    with TestClient(create_app(unlimited, toy_opener)) as client:
        yield client


@pytest.mark.parametrize("path", READABLE)
def test_what_is_held_already_is_not_sent_again(client, path):
    first = client.get(path)
    assert first.status_code == 200, first.text
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": f'"another", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, headers={"if-none-match": '"another"'}).content == first.content


def test_each_address_has_a_tag_of_its_own(client):
    tags = {client.get(path).headers["etag"] for path in READABLE}
    tags |= {client.get(f"/api/v1/search?q=privacy&limit={limit}").headers["etag"] for limit in (1, 2)}
    assert len(tags) == len(READABLE) + 2


def test_a_refusal_carries_no_tag(client):
    missing = client.get("/api/v1/sources/none")
    assert missing.status_code == 404
    assert "etag" not in missing.headers
    assert missing.headers["cache-control"] == "no-store"


def test_answers_are_not_to_be_stored(client):
    assert client.post("/api/v1/answers", json={"question": "privacy"}).headers["cache-control"] == "no-store"
    stream = client.post(
        "/api/v1/answers", json={"question": "privacy"}, headers={"accept": "text/event-stream"}
    )
    assert stream.headers["cache-control"] == "no-store"


def test_another_snapshot_has_other_tags(client, monkeypatch):
    assistant = client.app.state.holder.get()
    first = client.get(READABLE[0]).headers["etag"]
    manifest = assistant.snapshot.manifest.model_copy(update={"id": "0" * 16})
    monkeypatch.setattr(assistant, "snapshot", replace(assistant.snapshot, manifest=manifest))
    assert client.get(READABLE[0], headers={"if-none-match": first}).status_code == 200


def test_a_search_by_words_alone_is_not_kept(client, monkeypatch):
    def away(*_):
        raise StoreAwayError("away")

    store = client.app.state.holder.get().snapshot.store.__class__
    monkeypatch.setattr(store, "exact", False)  # as one on another machine, which alone can be away
    monkeypatch.setattr(store, "search", away)
    found = client.get("/api/v1/search?q=privacy")
    assert found.json()["notices"]
    assert "etag" not in found.headers
    assert found.headers["cache-control"] == "no-store"


def test_a_catalogue_that_says_something_else_has_another_digest(catalogue):
    assert replace(catalogue).digest == catalogue.digest
    assert replace(catalogue, glossary=catalogue.glossary[1:]).digest != catalogue.digest
    assert replace(catalogue, labels={}).digest != catalogue.digest
