"""The last pictures that were shown to a network."""

import json

import pytest

from nnkata.training.history import (
    MOST,
    keep_shown,
    read_shown,
)

SHOWN = {
    **{"name": "a.png", "kata": "net", "dataset": "mnist", "subject": "mine"},
    **{"how": "cut out", "said": "7", "shares": [("7", 0.9)]},
    **{"given": "aaaa", "seen": "bbbb"},
}


def shown(**facts):
    return {**SHOWN, **facts}


def names(state, subject="mine"):
    return [entry["name"] for entry in read_shown(state, subject)]


def test_what_was_shown_comes_back(tmp_path):
    keep_shown(tmp_path, SHOWN)
    assert read_shown(tmp_path, "mine") == [SHOWN]


def test_nothing_was_shown_at_first(tmp_path):
    assert read_shown(tmp_path, "mine") == []


def test_the_latest_comes_first_and_the_oldest_goes(tmp_path):
    for number in range(12):
        keep_shown(tmp_path, shown(name=str(number)))
    assert names(tmp_path) == [str(number) for number in range(11, 11 - MOST, -1)]


def test_the_same_picture_again_takes_its_own_place(tmp_path):
    for name in ("a", "b", "a"):
        keep_shown(tmp_path, shown(name=name))
    assert names(tmp_path) == ["a", "b"]


def test_another_network_sees_the_same_picture(tmp_path):
    keep_shown(tmp_path, SHOWN)
    keep_shown(tmp_path, shown(kata="other"))
    assert len(names(tmp_path)) == 2


def test_whose_network_it_was_is_kept(tmp_path):
    keep_shown(tmp_path, shown(subject="reference"))
    assert names(tmp_path) == []
    assert names(tmp_path, "reference") == ["a.png"]


@pytest.mark.parametrize(
    "change", [{"seen": "no base64!"}, {"shares": 3}, {"more": "x"}]
)
def test_what_is_damaged_is_left_out(tmp_path, change):
    keep_shown(tmp_path, SHOWN)
    (file,) = (tmp_path / "shown").iterdir()
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **change}))
    assert read_shown(tmp_path, "mine") == []


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", "7"])
def test_what_is_no_picture_is_left_out(tmp_path, content):
    keep_shown(tmp_path, SHOWN)
    (tmp_path / "shown" / "9.json").write_text(content)
    assert names(tmp_path) == ["a.png"]


def test_a_place_that_cannot_be_written_loses_nothing_else(tmp_path):
    (tmp_path / "shown").write_text("a file where the folder should be")
    keep_shown(tmp_path, SHOWN)
    assert read_shown(tmp_path, "mine") == []
