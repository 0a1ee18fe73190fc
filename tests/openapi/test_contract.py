"""Schemathesis against every operation, over a real server on loopback: no 5xx, no breach of the document."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from assistant.api import create_app
from assistant.settings import Settings
from tests.servers import served

CHECKS = {
    # No schema says which sources are held or that a question has words: refusing those is right.
    "positive_data_acceptance": {"enabled": False},
    # A body that breaks its schema may also be refused for its size.
    "negative_data_rejection": {"expected-statuses": [400, 404, 405, 413, 422, 429]},
}
UNLIMITED = Settings(vector_store="memory", rate_limit_asks="", rate_limit_reads="", rate_limit_feedback="")
schema = schemathesis.openapi.from_dict(
    create_app(Settings()).openapi(), config=schemathesis.Config.from_dict({"checks": CHECKS})
)


@pytest.fixture(scope="module")
def address(toy_data, toy_opener):
    with served(create_app(UNLIMITED.model_copy(update={"data": toy_data}), toy_opener)) as address:
        yield address


@schema.parametrize()
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_contract(case, address):
    case.call_and_validate(base_url=address)
