"""Every verb that judges gives its verdict where nothing can be recorded."""

import pytest

JUDGING = [
    ("check", "double"),
    ("check", "double", "--fresh"),
    ("grade",),
    ("start",),
    ("watch", "double", "--once"),
]


@pytest.mark.parametrize("words", JUDGING, ids=" ".join)
def test_a_verdict_is_given_where_nothing_can_be_recorded(run, nothing_written, words):
    status, out, err = run(*words)
    assert status == 0
    assert "3 of 3" in out
    assert err.startswith("nnkata: Progress is not recorded: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", JUDGING, ids=" ".join)
@pytest.mark.parametrize(
    "record, told",
    [
        ("{", "progress.json is damaged. It is kept as progress.json.damaged-1"),
        ('{"version": 9, "passed": {}}', "was written by a newer nnkata."),
    ],
    ids=["damaged", "newer"],
)
def test_a_record_that_cannot_be_used_is_one_line_beside_the_verdict(
    run, tiny, words, record, told
):
    tiny.solve()
    tiny.write(".nnkata/progress.json", record)
    status, out, err = run(*words)
    assert (status, "3 of 3" in out) == (0, True)
    assert told in err
    assert err.count("\n") == 1
