"""Lists: found where a question asks for one as a whole, and only there."""

import pytest

from assistant.naming import find_list, named_sources


def members(question, catalogue):
    named = named_sources(question, catalogue)
    found = find_list(question, catalogue, frozenset(named or catalogue.sources))
    return (found.source_id.split("-")[0], len(found.members)) if found else None


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Name the values the UNESCO Recommendation is built on.", ("unesco", 4)),
        ("pillars of the draft policy?", ("pakistan", 4)),
        ("Which pillars does the approved 2025 policy have?", ("pakistan", 1)),
        ("What are the five pillars discussed in the dialogue?", ("unesco", 1)),
        ("سفارش کی چار اقدار بتائیں", ("unesco", 4)),
        ("unesco ke 10 principles ki list do", ("unesco", 10)),
        ("2025 wali policy ke pillars", ("pakistan", 1)),
        ("Which of the ten principles deals with privacy of children?", None),
        ("Which initiatives does the draft propose for raising awareness?", None),
        ("Are the principles binding?", None),
        ("What are the eleven principles?", None),
    ],
)
def test_a_list_is_found_where_it_is_asked_for_as_a_whole(question, found, catalogue):
    assert members(question, catalogue) == found
