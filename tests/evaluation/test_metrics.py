import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.metrics import (
    accuracy_at_1,
    average_precision_at,
    hit_at,
    mean,
    ndcg_at,
    percentile,
    precision_recall,
    ranking_measures,
    ratio,
    recall_at,
    reciprocal_rank,
)

RANKED = ["a", "b", "c", "d", "e", "f"]
KEYS = st.sampled_from("abcdefghijklmnop")
RANKINGS = st.lists(KEYS, unique=True, max_size=16)
RELEVANT = st.sets(KEYS, min_size=1, max_size=12)


def test_hit_looks_at_the_first_k_only():
    assert hit_at(RANKED, {"c"}, 2) == 0.0
    assert hit_at(RANKED, {"c"}, 3) == 1.0
    assert accuracy_at_1(RANKED, {"a", "z"}) == 1.0


def test_reciprocal_rank_is_that_of_the_first_relevant_key():
    assert reciprocal_rank(RANKED, {"c", "e"}) == pytest.approx(1 / 3)
    assert reciprocal_rank(RANKED, {"z"}) == 0.0
    assert reciprocal_rank(["x"] * 10 + ["a"], {"a"}) == 0.0


def test_recall_counts_groups_not_keys():
    assert recall_at(RANKED, [("a",), ("z",)]) == 0.5
    assert recall_at(RANKED, [("z", "b"), ("y", "c", "d")]) == 1.0
    assert recall_at(RANKED, [("a",), ()]) == 1.0  # an empty group cannot be found by anybody


def test_ndcg_by_hand():
    # relevant at ranks 2 and 3: 1/log2(3) + 1/log2(4); ideal at 1 and 2: 1 + 1/log2(3)
    expected = (1 / math.log2(3) + 0.5) / (1 + 1 / math.log2(3))
    assert ndcg_at(RANKED, {"b", "c"}) == pytest.approx(expected)


def test_average_precision_by_hand():
    # precision 1/2 at rank 2 and 2/4 at rank 4, three relevant keys of which one is not found
    assert average_precision_at(RANKED, {"b", "d", "z"}) == pytest.approx((1 / 2 + 2 / 4) / 3)


def test_a_repeated_key_earns_nothing_twice():
    assert average_precision_at(["a", "a"], {"a", "b"}) == 0.5
    assert ndcg_at(["a", "a"], {"a"}) == 1.0


@pytest.mark.parametrize("measure", [ndcg_at, average_precision_at, reciprocal_rank, accuracy_at_1])
def test_without_relevant_keys_nothing_is_defined(measure):
    assert math.isnan(measure(RANKED, set()))
    assert math.isnan(hit_at(RANKED, set(), 5))
    assert math.isnan(recall_at(RANKED, []))


def test_a_mean_leaves_out_what_is_not_defined():
    estimate = mean([1.0, math.nan, 0.0])
    assert (estimate.value, estimate.count) == (0.5, 2)
    assert math.isnan(mean([]).value)
    assert math.isnan(mean([math.nan]).low)
    assert str(mean([])) == "NaN"


def test_precision_and_recall_by_hand():
    precision, recall = precision_recall(should=[True, True, False, False], did=[True, False, True, False])
    assert (precision.value, recall.value) == (0.5, 0.5)


def test_precision_is_undefined_where_nothing_was_refused_and_recall_where_nothing_should_be():
    precision, recall = precision_recall(should=[True, False], did=[False, False])
    assert math.isnan(precision.value)
    assert recall.value == 0.0
    assert math.isnan(precision_recall(should=[False], did=[True])[1].value)


def test_the_interval_is_the_same_every_time_and_shrinks_with_the_count():
    few, many = [1.0, 0.0, 1.0], [1.0, 0.0, 1.0] * 30
    assert mean(few) == mean(few)
    assert mean(many).high - mean(many).low < mean(few).high - mean(few).low


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    import numpy as np

    generator = np.random.default_rng(1)
    inside = 0
    for _ in range(200):
        estimate = mean([float(x) for x in generator.random(60) < 0.7])
        inside += estimate.low <= 0.7 <= estimate.high
    assert 0.88 <= inside / 200 <= 0.99


def test_lists_of_different_length_are_an_error():
    with pytest.raises(ValueError, match="2 numerators for 1"):
        ratio([1, 1], [1])


def test_percentile():
    assert percentile([1.0, 2.0, 3.0], 0.5) == 2.0
    assert math.isnan(percentile([], 0.5))


@given(RANKINGS, RELEVANT)
def test_every_measure_lies_between_0_and_1(ranked, relevant):
    assert all(0.0 <= value <= 1.0 for value in ranking_measures(ranked, relevant).values())


@given(st.lists(KEYS, min_size=1, max_size=10, unique=True), st.lists(KEYS, max_size=6))
def test_a_perfect_ranking_scores_1_everywhere(relevant, others):
    ranked = relevant + [key for key in dict.fromkeys(others) if key not in relevant]
    assert all(value == pytest.approx(1.0) for value in ranking_measures(ranked, set(relevant)).values())


@given(RANKINGS, RELEVANT)
def test_moving_a_relevant_key_up_never_hurts(ranked, relevant):
    place = next(
        (i for i in range(1, len(ranked)) if ranked[i] in relevant and ranked[i - 1] not in relevant), None
    )
    if place is None:
        return
    better = ranked[:]
    better[place - 1], better[place] = better[place], better[place - 1]
    before, after = ranking_measures(ranked, relevant), ranking_measures(better, relevant)
    assert all(after[name] >= before[name] - 1e-12 for name in before)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_the_interval_holds_values_that_can_occur(values):
    estimate = mean(values)
    assert min(values) - 1e-9 <= estimate.low <= estimate.high <= max(values) + 1e-9
