"""Cached verdicts: nothing that has not changed is run again, and all else is."""

import json
from dataclasses import replace

import pytest

from nnkata.judging import cache as caching
from nnkata.judging import runner as grader
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Job
from nnkata.judging.runner import grade_all
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict

RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x\n"
VERDICT = KataVerdict(
    "double", "mine", "abc", 10, (TestVerdict("test_a", Outcome.PASSED),)
)


@pytest.fixture
def cache(tiny):
    return VerdictCache(tiny.workspace)


@pytest.fixture
def put(tiny, cache):
    """Store a verdict for a job, as it is now."""

    def putting(job=None, verdict=VERDICT):
        job = job or Job(tiny.kata())
        cache.put(job, verdict, cache.fingerprint(job))

    return putting


@pytest.fixture
def get(tiny):
    """Return what the next command finds in the cache."""

    def getting(job=None):
        job, cache = job or Job(tiny.kata()), VerdictCache(tiny.workspace)
        return cache.get(job, cache.fingerprint(job))

    return getting


def test_what_lacks_an_extra_is_neither_cached_nor_found(tiny, put, get, monkeypatch):
    put()
    monkeypatch.setattr(caching, "missing", lambda kata: "needs something")
    assert get() is None
    put()
    monkeypatch.undo()
    assert get() is not None  # what was kept before it went


@pytest.fixture
def graded(monkeypatch):
    """The slugs that were really judged."""
    slugs = []
    real = grader.grade

    def grading(job, options=grader.DEFAULT, before=()):
        slugs.append(job.kata.slug)
        return real(job, options, before)

    monkeypatch.setattr(grader, "grade", grading)
    return slugs


def test_nothing_is_cached_at_first(get):
    assert get() is None


def test_a_verdict_is_cached_and_says_so(put, get):
    put()
    assert get() == replace(VERDICT, remembered=True)


def change(file):
    file.write_text(file.read_text("utf-8") + "\n# more\n", encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "katas/double/double.py",
        "katas/double/test_double.py",
        "katas/double/kata.toml",
        "solutions/double/mistakes/squared.py",
        "solutions/double/double.py",
    ],
)
def test_a_changed_file_needs_a_new_verdict(tiny, put, get, name):
    put()
    change(tiny.root / name)
    assert get() is None


def test_a_new_file_that_has_a_say_needs_a_new_verdict(tiny, put, get):
    put()
    tiny.write("katas/double/calibration.json", "")
    assert get() is None


@pytest.mark.parametrize(
    "name",
    [
        "conftest.py",
        "pytest.ini",
        "katas/double/README.md",
        "katas/double/hints.toml",
        "notes.txt",
    ],
)
def test_a_file_without_a_say_changes_nothing(tiny, put, get, name):
    put()
    tiny.write(name, "another")
    assert get() is not None


def test_a_file_that_came_back_to_what_it_was_is_cached(tiny, put, get):
    put()
    text = tiny.kata().stub.read_text("utf-8")
    tiny.mine(RIGHT)
    tiny.mine(text)
    assert get() is not None


def test_on_references_a_needed_file_of_ones_own_has_no_say(tiny, put, get):
    job = Job(tiny.kata("quadruple"))
    put(job)
    change(tiny.kata("double").stub)
    assert get(job) is not None


@pytest.mark.parametrize("needs", ["mine", "borrow"])
def test_on_own_files_a_needed_file_has_a_say(tiny, put, get, needs):
    job = Job(tiny.kata("quadruple"), needs=needs)
    put(job)
    change(tiny.kata("double").stub)
    assert get(job) is None


def test_a_needed_reference_has_a_say(tiny, put, get):
    job = Job(tiny.kata("quadruple"))
    put(job)
    change(tiny.workspace.reference("double"))
    assert get(job) is None


@pytest.mark.parametrize(
    "changes", [{"subject": "reference"}, {"needs": "mine"}, {"goals": "all"}]
)
def test_another_question_is_another_verdict(tiny, put, get, changes):
    put()
    assert get(replace(Job(tiny.kata()), **changes)) is None


@pytest.mark.parametrize("machine", [["another Python"], ["another NumPy"]])
def test_another_machine_judges_anew(put, get, monkeypatch, machine):
    put()
    monkeypatch.setattr(caching, "_machine", lambda: machine)
    assert get() is None


def test_versions_and_settings_have_a_say(monkeypatch):
    told = json.dumps(caching._machine.__wrapped__(), default=str)
    monkeypatch.setenv("NNKATA_DATA", "elsewhere")
    assert json.dumps(caching._machine.__wrapped__(), default=str) != told
    for package in ("numpy", "pytest"):
        assert caching.version(package) in told


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.ERROR])
def test_what_time_or_a_defect_of_ours_decided_is_not_cached(put, get, outcome):
    put(verdict=replace(VERDICT, tests=(TestVerdict("test_a", outcome),)))
    assert get() is None


def test_a_file_anywhere_is_judged_anew(tiny, put, get):
    job = Job(tiny.kata(), str(tiny.workspace.reference("double")))
    put(job)
    assert get(job) is None


def cached_file(tiny):
    (file,) = (tiny.workspace.state / "verdicts").iterdir()
    return file


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", "{}", '{"fingerprint": 1, "hash": 2, "verdict": 3}']
)
def test_a_damaged_cache_is_none(tiny, put, get, text):
    put()
    cached_file(tiny).write_text(text, encoding="utf-8")
    assert get() is None


def test_a_cache_that_is_not_utf_8_is_none(tiny, put, get):
    put()
    cached_file(tiny).write_bytes(b"\xff\xfe{}")
    assert get() is None


def test_a_cache_that_was_edited_is_none(tiny, put, get):
    put(verdict=replace(VERDICT, tests=(TestVerdict("test_a", Outcome.FAILED),)))
    file = cached_file(tiny)
    text = file.read_text("utf-8")
    assert "failed" in text
    file.write_text(text.replace("failed", "passed"), encoding="utf-8")
    assert get() is None


def test_a_cache_that_cannot_be_written_hinders_nothing(tiny, put, get):
    tiny.write(".nnkata/verdicts", "a file where the folder should be")
    put()
    assert get() is None


def test_what_is_cached_is_not_judged(tiny, graded):
    jobs = [Job(tiny.kata(slug)) for slug in ("double", "quadruple")]
    first = grade_all(jobs, cache=VerdictCache(tiny.workspace))
    tiny.mine(WRONG)
    second = grade_all(jobs, cache=VerdictCache(tiny.workspace))
    assert sorted(graded[:2]) == ["double", "quadruple"]  # side by side
    assert graded[2:] == ["double"]
    assert [kata.remembered for kata in first.katas] == [False, False]
    assert [kata.remembered for kata in second.katas] == [False, True]
    assert second.katas[1] == replace(first.katas[1], remembered=True)


def test_all_is_judged_when_all_is_to_be(tiny, graded):
    jobs = [Job(tiny.kata(), "reference")]
    for _ in range(2):
        grade_all(jobs, cache=VerdictCache(tiny.workspace), fresh=True)
    assert graded == ["double", "double"]


def test_cached_verdicts_are_told_as_others_are(tiny):
    jobs = [Job(tiny.kata(), "reference")]
    grade_all(jobs, cache=VerdictCache(tiny.workspace))
    told = []
    grade_all(jobs, cache=VerdictCache(tiny.workspace), on_verdict=told.append)
    assert [verdict.slug for verdict in told] == ["double"]


def test_a_file_saved_while_it_is_judged_is_not_cached(tiny, get, monkeypatch):
    real = grader.grade
    tiny.mine(WRONG)

    def saved_meanwhile(job, options=grader.DEFAULT, before=()):
        verdict = real(job, options, before)
        tiny.mine(RIGHT)
        return verdict

    monkeypatch.setattr(grader, "grade", saved_meanwhile)
    grade_all([Job(tiny.kata())], cache=VerdictCache(tiny.workspace))
    assert get() is None
    tiny.mine(WRONG)
    assert get() is None


GOAL = """
[[goals]]
name = "g"
dataset = "{dataset}"
inputs = "raw"
seconds = 60
"""


@pytest.fixture
def with_goal(tiny):
    """The job of a kata with a goal on a dataset."""
    facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")

    def made(dataset, more=""):
        goal = GOAL.format(dataset=dataset)
        tiny.write("katas/double/kata.toml", facts + more + goal)
        return Job(tiny.kata())

    return made


def test_a_goal_on_data_that_are_made_is_cached(with_goal, put, get):
    job = with_goal("spiral")
    put(job)
    assert get(job) is not None


def test_a_changed_plugin_needs_a_new_verdict(tiny, with_goal, put, get):
    job = with_goal("spiral")
    put(job)
    tiny.write("datasets/more.py", "")
    assert get(job) is None


@pytest.mark.parametrize("dataset", ["csv:rows.csv", "no_such_dataset"])
def test_data_that_anybody_may_edit_are_not_cached(with_goal, put, get, dataset):
    job = with_goal(dataset)
    put(job)
    assert get(job) is None


def test_without_goals_the_data_have_no_say(with_goal, put, get):
    job = replace(with_goal("no_such_dataset"), goals="none")
    put(job)
    assert get(job) is not None


def test_a_network_that_is_gone_is_trained_anew(tiny, with_goal, put, get):
    job = with_goal("spiral", '[predict]\ncall = "predict(X)"\n')
    run = TestVerdict("test_g[g]", Outcome.PASSED, goal="g", measured={"accuracy": 1.0})
    network = tiny.write(".nnkata/models/double-spiral.npz", "")
    put(job, replace(VERDICT, tests=(run,)))
    assert get(job) is not None
    network.rename(network.with_name("double-spiral.reference.npz"))
    assert get(job) is None


def test_check_says_what_is_cached(run, tiny):
    tiny.mine(WRONG)
    first, second = (run("check", "double")[1] for _ in range(2))
    assert second == first.replace("1 of 3\n", "1 of 3   (cached)\n")
    assert "1 of 3   (cached)\n" in second


def test_check_afresh_caches_nothing(run):
    run("check", "double")
    assert "(cached)" not in run("check", "double", "--fresh")[1]


def test_grade_says_what_is_cached(run):
    assert "(cached)" not in run("grade", "--subject=reference")[1]
    told = run("grade", "--subject=reference")[1]
    assert "3 of 3 tests *" in " ".join(told.split())
    assert (
        "* (cached): nothing has changed since; --fresh runs everything again" in told
    )


def test_grade_tells_the_json_what_is_cached(run):
    for remembered_now in (False, True):
        content = json.loads(run("grade", "--subject=stub", "--json", "-")[1])
        assert {k["remembered"] for k in content["katas"]} == {remembered_now}


def test_a_cached_pass_passes(run, tiny):
    tiny.solve()
    assert [run("check", "double")[0] for _ in range(2)] == [0, 0]


def test_start_judges_once(run, tiny, graded):
    tiny.solve()
    run("start")
    assert sorted(graded) == ["double", "double", "quadruple"]
    run("start")
    assert len(graded) == 3
    run("start", "--fresh")
    assert len(graded) == 6


# -- stray files and line ends ---------------------------------------------------------


@pytest.mark.parametrize("shelf", ["datasets", "solutions/double/mistakes"])
def test_stray_files_have_no_say_in_a_verdict(tiny, put, get, shelf):
    (tiny.root / shelf).mkdir(exist_ok=True)
    put()
    (tiny.root / shelf / ".#mine.py").symlink_to("someone@host.1:1")
    (tiny.root / shelf / "._mine.py").write_bytes(b"\0\5\x16\7")
    (tiny.root / shelf / "gone.py").symlink_to("nowhere.py")
    assert get() is not None


def test_line_ends_have_no_say_in_a_verdict(tiny, put, get):
    file = tiny.mine(RIGHT)
    put()
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert get() is not None
