"""What a judgement is: scores, counts, and its JSON form."""

import json

import pytest

from nnkata.judging.verdict import (
    KataVerdict,
    Outcome,
    PathVerdict,
    TestVerdict,
    from_json,
    to_json,
)

NOT_PASSED = [outcome for outcome in Outcome if outcome is not Outcome.PASSED]


def judged(outcome, **facts):
    return TestVerdict("test_a_claim", Outcome(outcome), **facts)


def kata(*outcomes, points=12, extra=()):
    tests = (*map(judged, outcomes), *extra)
    return KataVerdict("double", "mine", "abc", points, tests)


def test_every_passed_test_earns_an_equal_share():
    assert kata("passed", "failed", "passed").score == 8.0


@pytest.mark.parametrize("outcome", [o for o in NOT_PASSED if o is not Outcome.NOT_RUN])
def test_nothing_but_passing_earns_points(outcome):
    assert kata("passed", outcome).score == 6.0


@pytest.mark.parametrize("outcome", [o for o in NOT_PASSED if o is not Outcome.NOT_RUN])
def test_a_kata_passes_only_when_every_test_does(outcome):
    assert not kata("passed", outcome).passed


def test_a_kata_of_passed_tests_has_passed():
    assert kata("passed", "passed").passed


def test_a_test_that_was_not_run_earns_nothing():
    assert kata("passed", "not run").score == 6.0


def test_without_a_test_that_was_not_run_there_is_no_pass():
    assert not kata("passed", "not run").passed


def test_what_could_not_be_judged_is_charged_to_nobody():
    verdict = kata("passed", "passed", "error")
    assert (verdict.score, verdict.unjudged, verdict.passed) == (8.0, 4.0, False)
    assert PathVerdict((verdict,)).percent == 100


@pytest.mark.parametrize("outcome", Outcome)
def test_an_extra_goal_neither_gives_nor_takes(outcome):
    extra = judged(outcome, goal="full", required=False)
    assert kata("passed", "failed", extra=[extra]).score == 6.0


def test_a_kata_without_a_counting_test_has_not_passed():
    assert not kata("not run").passed


def test_a_kata_without_a_counting_test_scores_nothing():
    assert kata("not run").score == 0.0


def test_a_kata_is_unwritten_when_every_test_is():
    assert kata("unwritten", "unwritten").unwritten


def test_a_kata_with_one_other_failure_is_begun():
    assert not kata("unwritten", "failed").unwritten


def test_the_first_failure_is_the_first_that_counts():
    tests = kata("passed", "not run", "timeout", "failed")
    assert tests.first_failure.outcome is Outcome.TIMEOUT


def test_a_passed_kata_has_no_failure():
    assert kata("passed").first_failure is None


def test_the_time_of_a_kata_is_that_of_its_tests():
    tests = [judged("passed", seconds=1.5), judged("failed", seconds=2.0)]
    assert kata(extra=tests).seconds == 3.5


def test_points_of_a_path_are_added():
    path = PathVerdict((kata("passed", points=10), kata("failed", points=30)))
    assert (path.score, path.points, path.percent) == (10.0, 40, 25.0)


def test_a_path_passes_only_when_every_kata_does():
    assert not PathVerdict((kata("passed"), kata("failed"))).passed


def test_an_empty_path_has_not_passed():
    assert (PathVerdict(()).passed, PathVerdict(()).percent) == (False, 0.0)


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("test_softmax_is_fair", "softmax is fair"),
        ("test_it_learns[mnist_full]", "it learns [mnist_full]"),
    ],
)
def test_a_name_is_read_as_a_sentence(name, sentence):
    assert TestVerdict(name, Outcome.PASSED).sentence == sentence


def test_json_gives_back_what_it_was_given():
    run = judged(
        "failed",
        seconds=1.25,
        card=("é: expected 1, got 2", "second line"),
        goal="digits",
        required=False,
        measured={"accuracy": 0.5},
        losses=(2.0, 1.0),
    )
    path = PathVerdict((kata("passed", "not run", extra=[run]), kata()))
    assert from_json(to_json(path)) == path


def test_json_tells_the_totals():
    content = json.loads(to_json(PathVerdict((kata("passed", "failed"),))))
    told = {
        key: content[key] for key in ("format", "version", "score", "points", "passed")
    }
    assert told == {
        "format": "nnkata-verdict",
        "version": 1,
        "score": 6.0,
        "points": 12,
        "passed": False,
    }


def test_json_tells_the_totals_of_each_kata():
    content = json.loads(to_json(PathVerdict((kata("passed", "failed"),))))
    assert (content["katas"][0]["score"], content["katas"][0]["passed"]) == (6.0, False)


@pytest.mark.parametrize("text", ["[]", "3", "{}", '{"format": "junit", "version": 1}'])
def test_another_format_is_refused(text):
    with pytest.raises(ValueError, match="not a verdict: expected the format"):
        from_json(text)


def test_another_version_is_refused():
    text = to_json(PathVerdict(())).replace('"version": 1', '"version": 2')
    with pytest.raises(ValueError, match="a verdict of version 2, this nnkata reads 1"):
        from_json(text)
