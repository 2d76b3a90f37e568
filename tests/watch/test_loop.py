"""The watch: every save gets its own verdict, and keys do what the foot says."""

import os
import random
import threading
import time
from contextlib import contextmanager
from dataclasses import asdict, replace

import pytest

from nnkata.judging import runner as grader
from nnkata.judging.cache import VerdictCache
from nnkata.judging.job import Job
from nnkata.judging.pool import Pool
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.watch import loop as watch_module
from nnkata.watch.loop import Watch
from nnkata.watch.source import digests_of
from nnkata.watch.state import Running
from nnkata.watch.terminal import _saves

PATIENCE = 120  # seconds until a test gives up; none of them waits for a clock
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x\n"
LOOP = "def double(x):\n    while True: pass\n"


@contextmanager
def watching(tiny, slug="double", fresh=True):
    """A watch of a kata that has begun; saves reach it as they do in a terminal."""
    pool = Pool()
    watch = Watch(tiny.workspace, slug, pool)
    try:
        watch.judge(fresh)
        with _saves(tiny.workspace.katas, watch.news.put):
            yield watch
    finally:
        watch.close()


def settle(watch, until=lambda watch: True):
    """Let the watch run until it has settled on what is on the disk, and on this."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        watch.wait()
        now = digests_of(watch.state.kata)
        if watch.settled and now == watch._judgement.digests and until(watch):
            return watch.state
    raise AssertionError(f"the watch did not settle: {watch.state}")


def run_until(watch, until):
    """Let the watch run until its state is so, settled or not."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        if until(watch.state):
            return watch.state
        watch.wait()
    raise AssertionError(f"it never came: {watch.state}")


def all_ended(started):
    """Those that were killed a moment ago may take it to be buried."""
    return all(process.wait(20) is not None for process in started)


@pytest.fixture
def watch(tiny):
    """A watch of `double`, whose first verdict is there."""
    with watching(tiny) as found:
        settle(found)
        yield found


@pytest.fixture
def still(tiny):
    """A watch of `double` that has not begun to judge."""
    watch = Watch(tiny.workspace, "double", Pool())
    yield watch
    watch.close()


def slow(tiny, seconds=600):
    """Nothing ends at its limit any more."""
    facts = tiny.root / "katas/double/kata.toml"
    text = facts.read_text("utf-8").replace("limit = 0.5", f"limit = {seconds}")
    facts.write_text(text, encoding="utf-8")


def passed(watch):
    return watch.state.verdict is not None and watch.state.verdict.passed


def failed(watch):
    return watch.state.verdict is not None and not watch.state.verdict.passed


def hear(watch, *news):
    """Let the watch hear some news, and all that waited before them."""
    for each in news:
        watch.news.put(each)
    while not watch.news.empty():
        watch.wait()
    return watch.state


def press(watch, keys):
    return hear(watch, *(("key", key) for key in keys))


# -- saves -----------------------------------------------------------------------------


def test_the_first_verdict_comes_without_a_save(watch):
    assert watch.state.verdict.unwritten


def test_a_save_is_judged(tiny, watch):
    tiny.mine(RIGHT)
    settle(watch, passed)


def test_a_save_that_breaks_it_is_judged_too(tiny, watch):
    tiny.mine(RIGHT)
    settle(watch, passed)
    tiny.mine(WRONG)
    state = settle(watch, failed)
    assert state.verdict.first_failure.card[0] == "double(3): expected 6, got 3"


def test_a_save_by_renaming_another_file_is_judged(tiny, watch):
    other = tiny.write("katas/double/.double.py.swp", RIGHT)
    os.replace(other, tiny.kata().stub)
    settle(watch, passed)


def test_a_folder_that_was_replaced_is_still_watched(tiny, watch):
    folder = tiny.root / "katas" / "double"
    folder.rename(tiny.root / "elsewhere")
    (tiny.root / "elsewhere").rename(folder)
    tiny.mine(RIGHT)
    settle(watch, passed)


def test_where_no_change_is_told_the_clock_finds_it(tiny, watch, monkeypatch):
    monkeypatch.setattr(watch, "_on_saved", watch._on_saved)
    silent = watch_module.queue.SimpleQueue()
    watch.news = silent
    tiny.mine(RIGHT)
    settle(watch, passed)


def test_a_deleted_file_is_told_kindly(tiny, watch):
    tiny.kata().stub.unlink()
    state = settle(watch, lambda w: w.state.problem)
    assert state.problem[0] == "double.py is not there."
    assert state.verdict is None


def test_a_file_that_came_back_is_judged(tiny, watch):
    tiny.kata().stub.unlink()
    settle(watch, lambda w: w.state.problem)
    tiny.mine(RIGHT)
    assert settle(watch, passed).problem == ()


def test_a_half_written_file_is_told_kindly_and_not_judged(tiny, watch, monkeypatch):
    judged = []
    monkeypatch.setattr(
        watch_module, "grade", lambda *job, **options: judged.append(job)
    )
    tiny.mine("def double(x:\n    return 2 * x\n")
    state = settle(watch, lambda w: w.state.problem)
    assert state.problem[0].startswith("double.py cannot be read as Python yet: ")
    assert state.problem[1] == "line 1:  def double(x:"
    assert judged == []


def test_a_save_without_a_change_is_not_judged_again(tiny, watch):
    before = watch.state.verdict
    tiny.mine(tiny.kata().stub.read_text("utf-8"))
    hear(watch, ("saved",))
    assert (watch.settled, watch.state.verdict) == (True, before)


def test_a_changed_spec_is_judged_anew(tiny, watch):
    tiny.mine(RIGHT)
    settle(watch, passed)
    spec = tiny.kata().spec
    more = "\n\ndef test_more(kata):\n    assert kata.double(1) == 3\n"
    spec.write_text(spec.read_text("utf-8") + more, encoding="utf-8")
    assert len(settle(watch, failed).verdict.tests) == 4


# -- judgements that are overtaken -----------------------------------------------------


def test_what_failed_last_is_judged_first(tiny, watch):
    spec = tiny.root / "katas/double/test_double.py"
    more = "\n\ndef test_more(kata):\n    assert kata.double(0) == 1\n"
    spec.write_text(spec.read_text("utf-8") + more, encoding="utf-8")
    tiny.mine(RIGHT)
    settle(watch, lambda watch: len(watch.state.verdict.failures) == 1)
    assert watch._judgement.tests[0].name != "test_more"
    tiny.mine(RIGHT + "# again\n")
    state = settle(watch, lambda watch: watch._judgement.tests[0].name == "test_more")
    assert state.verdict.tests[-1].name == "test_more"  # the spec's order stays


def test_a_first_failure_is_shown_before_the_rest_is_judged(still):
    still._change(running=Running())
    names = ("test_a", Outcome.PASSED), ("test_b", Outcome.FAILED)
    verdicts = [asdict(TestVerdict(name, outcome)) for name, outcome in names]
    ends = [{"event": "end", "verdict": each, "digest": ""} for each in verdicts]
    state = hear(still, *(("event", still._judgement, end) for end in ends))
    assert state.verdict.first_failure.name == "test_b"
    assert state.running is not None


def test_an_endless_loop_is_named_with_its_line_and_ends_the_judgement(tiny, watch):
    tiny.mine(LOOP)
    state = settle(watch, failed)
    test, *others = state.verdict.tests
    assert test.outcome is Outcome.TIMEOUT
    assert {other.outcome for other in others} == {Outcome.NOT_RUN}
    assert "double.py:2:  while True: pass" in test.card[1]
    assert state.total == 3


def test_a_save_ends_a_running_judgement(tiny, started, stubborn):
    slow(tiny)
    tiny.mine(f"def double(x):\n{stubborn()}")
    with watching(tiny) as watch:
        run_until(watch, lambda state: state.running and state.running.test)
        tiny.mine(RIGHT)
        settle(watch, passed)
    assert all_ended(started)


def test_a_running_test_is_shown(tiny, stubborn):
    slow(tiny)
    tiny.mine(f"def double(x):\n{stubborn()}")
    with watching(tiny) as watch:
        state = run_until(watch, lambda state: state.running and state.running.test)
        assert state.running.test == "double of nothing is nothing"
        assert state.running.limit == 600
        assert state.total == 3


def test_an_earlier_verdict_is_not_shown_beside_a_long_judgement(tiny, watch):
    tiny.mine(RIGHT)
    settle(watch, passed)
    slow(tiny)
    tiny.mine("def double(x):\n    while x:\n        pass\n    return 0\n")
    state = run_until(
        watch, lambda state: state.verdict is not None and len(state.verdict.tests) == 1
    )
    assert state.running is not None


def test_a_text_that_was_saved_while_another_was_judged_is_judged(
    tiny, watch, monkeypatch
):
    """No event tells of it: the hash of what was judged is not that of the file."""
    real = grader.grade

    def saved_meanwhile(job, options=grader.DEFAULT, before=()):
        verdict = real(job, options, before)
        if tiny.kata().stub.read_text("utf-8") == WRONG:
            tiny.mine(RIGHT)
        return verdict

    monkeypatch.setattr(watch_module, "grade", saved_meanwhile)
    tiny.mine(WRONG)
    settle(watch, passed)


def test_a_verdict_on_a_text_that_came_and_went_is_none(tiny, watch, monkeypatch):
    """The file is as it was when the judgement began; what was executed was another."""
    real, count = grader.grade, []

    def of_another_text(job, options=grader.DEFAULT, before=()):
        count.append(job)
        on_event = options.on_event
        if len(count) == 1:
            options = replace(
                options, on_event=lambda event: on_event({**event, "digest": "another"})
            )
        return real(job, options, before)

    monkeypatch.setattr(watch_module, "grade", of_another_text)
    tiny.mine(WRONG)
    settle(watch, failed)
    assert len(count) == 2


def test_a_verdict_of_an_ended_judgement_is_not_shown(tiny, watch):
    other = object()
    before = watch.state.verdict
    verdict = KataVerdict("double", "mine", "", 10, ())
    hear(
        watch,
        ("verdict", other, verdict),
        ("event", other, {"event": "end"}),
    )
    assert watch.state.verdict == before


def test_a_defect_of_ours_is_not_swallowed(tiny, monkeypatch):
    def broken(*arguments, **options):
        raise ZeroDivisionError

    monkeypatch.setattr(watch_module, "grade", broken)
    with watching(tiny) as watch, pytest.raises(ZeroDivisionError):
        settle(watch)


# -- what is kept ----------------------------------------------------------------------


def test_a_pass_is_marked_on_the_path(run, tiny, watch):
    tiny.mine(RIGHT)
    assert settle(watch, passed).marks == ("done", "new")
    assert "1 of 2 katas passed" in run()[1]


def test_a_mark_that_another_command_set_meanwhile_stays(run, tiny, watch):
    tiny.passed("quadruple")
    tiny.mine(RIGHT)
    settle(watch, passed)
    assert "2 of 2 katas passed" in run()[1]


def test_what_the_watch_judged_is_remembered_by_check(run, tiny, watch):
    tiny.mine(WRONG)
    settle(watch, failed)
    assert run("check", "double")[1].startswith("double   1 of 3   (cached)\n")


def test_what_check_judged_is_remembered_by_the_watch(run, tiny):
    tiny.mine(WRONG)
    run("check", "double")
    with watching(tiny, fresh=False) as watch:
        assert watch.state.verdict.remembered


def test_a_fresh_watch_judges_at_once(run, tiny):
    tiny.mine(WRONG)
    run("check", "double")
    with watching(tiny, fresh=True) as watch:
        assert not settle(watch).verdict.remembered


def test_a_watch_remembers_no_endless_loop(tiny, watch):
    tiny.mine(LOOP)
    settle(watch, failed)
    cache, job = VerdictCache(tiny.workspace), Job(tiny.kata())
    assert cache.get(job, cache.fingerprint(job)) is None


def test_a_damaged_record_is_a_notice_beside_the_verdict(tiny, watch):
    tiny.write(".nnkata/progress.json", "{")
    tiny.mine(RIGHT)
    assert "progress.json is damaged" in settle(watch, passed).notice


def test_a_record_that_cannot_be_written_is_a_notice_beside_the_verdict(tiny, watch):
    (tiny.workspace.state / "progress.json").mkdir(parents=True)
    tiny.mine(RIGHT)
    assert settle(watch, passed).notice.startswith("Progress is not recorded")


def test_line_ends_alone_are_no_reason_to_judge_again(tiny, watch):
    tiny.mine(RIGHT)
    settle(watch, passed)
    stub = tiny.kata().stub
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
    assert not watch._on_saved()
    assert watch.settled


# -- keys ------------------------------------------------------------------------------


def test_a_pass_moves_nowhere_by_itself(tiny, watch):
    tiny.mine(RIGHT)
    assert settle(watch, passed).kata.slug == "double"


def test_n_goes_to_the_next_kata_and_judges_it(tiny, watch):
    press(watch, "n")
    assert watch.state.kata.slug == "quadruple"
    assert settle(watch).verdict.slug == "quadruple"


def test_after_n_saves_of_the_next_kata_are_judged(tiny, watch):
    press(watch, "n")
    settle(watch)
    tiny.solve("quadruple")
    settle(watch, passed)


def test_n_after_the_last_kata_begins_at_the_top(tiny, still):
    assert press(still, "nn").kata.slug == "double"


def test_n_says_when_there_is_nowhere_to_go(tiny):
    tiny.passed("quadruple")
    watch = Watch(tiny.workspace, "double", Pool())
    state = press(watch, "n")
    assert (state.kata.slug, state.notice) == ("double", "Every other kata is passed.")


def test_p_goes_to_the_kata_above(still):
    press(still, "n")
    assert press(still, "p").kata.slug == "double"
    state = press(still, "p")
    assert (state.kata.slug, state.notice) == ("double", "This is the first kata.")


@pytest.mark.parametrize("keys", [["down", "\r"], ["up", "\n"]])
def test_a_kata_of_the_list_is_chosen_and_opened(still, keys):
    press(still, "l")
    for key in keys:
        still._on_key(key)
    assert still.state.kata.slug == "quadruple"


def test_pages_turn_both_ways(still):
    press(still, "e")
    assert [press(still, key).page for key in (" ", " ", "b")] == [1, 2, 1]


def test_a_kata_that_is_only_looked_at_is_not_begun(tiny, watch):
    settle(watch)
    press(watch, "n")
    settle(watch)
    assert {*watch.state.marks} == {"new"}
    assert not (tiny.workspace.state / "progress.json").exists()


def test_a_save_of_another_kata_is_noticed_and_o_opens_it(tiny, watch):
    settle(watch)
    tiny.solve("quadruple")
    watch._on_saved()
    assert watch.state.saved == "quadruple"
    assert press(watch, "o").kata.slug == "quadruple"
    assert watch.state.saved == ""


def test_d_asks_before_it_shows_the_reference(tiny, still):
    asked, shown = press(still, "d").text, press(still, "d").text
    assert asked[0] == "You have not passed double yet, and this shows the reference."
    assert "+    return 2 * x" in shown


def test_d_and_w_show_what_a_pass_has_opened(tiny, still):
    tiny.passed()
    assert "--- yours" in press(still, "d").text
    assert press(still, "w").text[0] == "# Why twice"


def test_h_climbs_one_hint_at_a_time(still):
    first, second = press(still, "h").text, press(still, "h").text
    assert first[0] == "double, hint 1 of 3: What is twice 3?"
    assert second[1] == "double, hint 2 of 3: Which sign does it have?"


def test_h_is_about_the_function_that_fails(tiny):
    tiny.mine("def quadruple(x):\n    return 4 * x\n", "quadruple")
    with watching(tiny, "quadruple") as watch:
        settle(watch)
        assert press(watch, "h").text[0].startswith("octuple, hint 1")


def test_l_lists_the_path(still):
    told = press(still, "l").text
    assert (told[0], told[1]) == ("Small numbers", "  [ ]  1  double     Twice as much")


def test_e_shows_the_lesson(still):
    assert press(still, "e").text[0] == "# Twice as much"


def test_a_lesson_that_is_missing_is_told(tiny, still):
    tiny.kata().lesson.unlink()
    assert "No such file" in press(still, "e").text[0]


def test_a_shows_all_failures_and_again_the_first(still):
    assert press(still, "a").view == "all"
    assert press(still, "a").view == "verdict"


def test_v_goes_back_to_the_verdict(still):
    assert press(still, "hv").view == "verdict"


def test_space_turns_the_page_and_another_view_begins_at_its_first(still):
    assert press(still, "  ").page == 2
    assert press(still, "e").page == 0


def test_a_save_goes_back_to_the_verdict(tiny, watch):
    press(watch, "e")
    tiny.mine(RIGHT)
    assert settle(watch, passed).view == "verdict"


def test_q_ends_it(still):
    press(still, "q")
    assert still.over


def test_an_unknown_key_does_nothing(still):
    before = still.state
    assert press(still, "x?é") == before


def test_a_signal_to_suspend_makes_room(still):
    hear(still, ("suspend",))
    assert (still.suspended, still.over) == (True, False)


# -- goals -----------------------------------------------------------------------------

TRAINED = """
import numpy as np

from nnkata.testing import assert_accuracy


def test_train_is_there(kata):
    assert callable(kata.train)


@__import__("pytest").mark.graded
def test_it_learns(kata, goal):
    X, y = goal.train
    for epochs in goal.slices():
        goal.add_losses(kata.train(epochs), accuracy=0.5)
    assert_accuracy(goal.test[1], goal.test[1], goal)
"""
GOAL = """
[[goals]]
name = "spirals"
dataset = "spiral"
inputs = "raw"
seconds = 1
at_least = { accuracy = 0.9 }
settings = { epochs = 40 }
"""


@pytest.fixture
def trained(tiny):
    """`double` with a graded run, and a right answer to it."""
    facts = tiny.root / "katas/double/kata.toml"
    facts.write_text(facts.read_text("utf-8") + GOAL, encoding="utf-8")
    tiny.write("katas/double/test_double.py", TRAINED)
    tiny.mine("def train(epochs):\n    return [1.0] * epochs\n")
    return tiny


def test_goals_come_after_the_unit_tests(trained):
    with watching(trained) as watch:
        verdict = settle(watch).verdict
    assert [test.name for test in verdict.tests] == [
        "test_train_is_there",
        "test_it_learns[spirals]",
    ]
    assert verdict.passed


def test_unit_tests_are_shown_before_a_goal_has_run(trained):
    go_on = trained.root / "go_on"
    trained.mine(
        f"import os\n\n\ndef train(epochs):\n    while not os.path.exists({str(go_on)!r}):\n"
        "        pass\n    return [1.0] * epochs\n"
    )
    with watching(trained) as watch:
        state = run_until(
            watch, lambda state: state.verdict is not None and state.verdict.tests
        )
        assert [test.name for test in state.verdict.tests] == ["test_train_is_there"]
        assert state.running
        go_on.touch()
        assert settle(watch).verdict.passed


def test_a_goal_does_not_run_while_a_unit_test_fails(trained):
    trained.mine("train = None\n")
    with watching(trained) as watch:
        verdict = settle(watch).verdict
    first, goal = verdict.tests
    assert first.name == "test_train_is_there"
    assert goal.card == ("not run: graded runs begin once every unit test has passed",)


def test_a_training_is_heard_while_it_runs(trained):
    heard = []
    with watching(trained) as watch:
        hear_event = watch._on_event

        def listening(judgement, event):
            hear_event(judgement, event)
            if judgement.running.training:
                heard.append(judgement.running.training["epoch"])

        watch._on_event = listening
        settle(watch)
    assert sorted({*heard}) == list(range(2, 41, 2))


def test_progress_does_not_put_off_the_limit_of_a_goal(trained):
    """Each slice is told, and each is far quicker than the limit: together they are not."""
    trained.mine(
        "import time\n\n\ndef train(epochs):\n"
        "    end = time.process_time() + 0.4\n"
        "    while time.process_time() < end:\n"
        "        try:\n            sum(range(1000))\n        except BaseException:\n"
        "            pass\n"
        "    return [1.0] * epochs\n"
    )
    with watching(trained) as watch:
        verdict = settle(watch).verdict
    assert verdict.tests[-1].outcome is Outcome.TIMEOUT


# -- many saves ------------------------------------------------------------------------

FLOOD = 'def double(x):\n    while True:\n        print("x" * 1000)\n'


@pytest.fixture
def texts(stubborn):
    """Kinds of text that a learner may save; None for no file."""
    return {
        "right": RIGHT,
        "wrong": WRONG,
        "half written": "def double(x:\n    return",
        "endless": LOOP,
        "stubborn": f"def double(x):\n{stubborn()}",
        "flood": FLOOD,
        "ends itself": "import os\n\n\ndef double(x):\n    os._exit(0)\n",
        "empty": "",
        "away": None,
    }


def save(file, text, number, rng):
    """As editors do: into the file, by renaming another, or bit by bit."""
    if text is None:
        file.unlink(missing_ok=True)
        return
    text += f"# save {number}\n"
    options = rng.choice(["into", "rename", "bits"])
    if options == "rename":
        part = file.with_name(f"part{number}")
        part.write_text(text, encoding="utf-8")
        os.replace(part, file)
    elif options == "bits":
        with open(file, "w", encoding="utf-8") as stream:
            for begin in range(0, len(text), 16):
                stream.write(text[begin : begin + 16])
                stream.flush()
    else:
        file.write_text(text, encoding="utf-8")


def storm(tiny, watch, texts, saves, seed, last):
    """Many saves at random moments, while the watch runs; then its verdict."""
    rng = random.Random(seed)
    file = tiny.kata().stub

    def saving():
        for number in range(saves):
            save(file, texts[rng.choice(sorted(texts))], number, rng)
            time.sleep(rng.choice([0.0, 0.005, 0.05, 0.15, 0.4]))
        save(file, texts[last], saves, rng)

    writer = threading.Thread(target=saving)
    writer.start()
    while writer.is_alive():
        watch.wait()
    writer.join()
    return settle(watch)


def summary(state):
    """What a state says: why it is not judged, or how each test ended."""
    if state.problem:
        return state.problem[0].split(" ", 1)[1].split(":")[0]
    return [str(test.outcome) for test in state.verdict.tests]


EXPECTED = {
    "right": ["passed"] * 3,
    "wrong": ["passed", "failed", "failed"],
    "half written": "cannot be read as Python yet",
    "endless": ["timeout", "not run", "not run"],
    "stubborn": ["timeout", "not run", "not run"],
    "flood": ["failed"] * 3,
    "ends itself": ["failed"] * 3,
    "empty": ["failed"] * 3,
    "away": "is not there.",
}


@pytest.mark.parametrize("seed, last", [(0, "wrong"), (1, "stubborn"), (2, "away")])
def test_after_a_storm_of_saves_the_verdict_is_of_the_last(
    tiny, started, texts, seed, last
):
    saves = int(os.environ.get("STORM_OF_SAVES", "30"))
    with watching(tiny) as watch:
        state = storm(tiny, watch, texts, saves, seed, last)
        assert summary(state) == EXPECTED[last]
        tiny.mine(RIGHT)
        assert summary(settle(watch, passed)) == EXPECTED["right"]
    assert all_ended(started)


@pytest.mark.parametrize("kind", sorted(EXPECTED))
def test_every_kind_of_text_has_its_verdict(tiny, texts, kind):
    with watching(tiny) as watch:
        save(tiny.kata().stub, texts[kind], 0, random.Random(0))
        assert summary(settle(watch)) == EXPECTED[kind]
