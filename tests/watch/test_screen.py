"""What the watch shows: lines of text from a state, for a terminal of any size."""

from dataclasses import replace

import pytest

from nnkata.content.catalog import Kata
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict, not_run
from nnkata.training.calibration import Calibration
from nnkata.watch.screen import ASCII, Line, report_lines, screen
from nnkata.watch.state import Running, State

KATA = Kata(
    slug="double",
    number=1,
    chapter="Small numbers",
    folder=None,
    title="Twice as much",
    summary="",
    minutes=5,
    difficulty=1,
    points=10,
    needs=(),
    extras=(),
    limit=0.5,
    float32=True,
)
STATE = State(
    kata=KATA,
    path=("double", "quadruple", "octuple"),
    marks=("started", "new", "done"),
    following="quadruple",
)


def judged(*outcomes, **facts):
    tests = [
        TestVerdict(f"test_claim_{i}", Outcome(outcome), card=(f"card {i}", "line two"))
        for i, outcome in enumerate(outcomes)
    ]
    tests += facts.pop("more", [])
    verdict = KataVerdict("double", "mine", "abc", 10, tuple(tests), **facts)
    return replace(
        STATE, verdict=verdict, total=len(verdict.counting), at="12:00:00", took=0.0625
    )


def texts(state, width=80, height=24):
    return [line.text for line in screen(state, width, height, ASCII)]


def shown(state, **size):
    return "\n".join(texts(state, **size))


def training(epoch):
    return {
        "goal": "digits",
        "epoch": epoch,
        "epochs": 40,
        "seconds": 2.0,
        "cost": 0.125,
        "metrics": {"accuracy": 0.75},
    }


def test_the_path_is_a_bar_with_a_cell_for_each_kata():
    assert texts(STATE)[0] == ">-#  1 of 3 katas"


def test_a_long_path_is_a_bar_that_fits():
    slugs = tuple(f"k{i}" for i in range(70)) + ("double",)
    state = replace(STATE, path=slugs, marks=("done",) * 35 + ("new",) * 36)
    first = texts(state, width=50)[0]
    assert len(first) <= 50
    assert first.startswith("##########")
    assert first.endswith(">  35 of 71 katas")


def test_the_kata_is_named():
    assert texts(STATE)[1] == "1. double: Twice as much"


def test_tests_are_counted_with_a_bar():
    assert texts(judged("passed", "failed", "passed", "failed"))[2] == (
        "##########----------  2 of 4 tests"
    )


def test_a_bar_is_full_only_when_every_test_passes():
    state = judged(*["passed"] * 99, "failed")
    assert "#" * 19 + "-  99 of 100" in shown(state)


def test_the_first_failure_is_shown_with_its_card_and_no_other():
    told = shown(judged("passed", "failed", "failed"))
    assert "x claim 1\n    card 1\n    line two\n" in told
    assert "claim 2" not in told


def test_what_was_printed_stands_below_the_card():
    text = "\n".join(f"x is {i}" for i in range(20))
    failed = TestVerdict("test_a", Outcome.FAILED, card=("card",), printed=text)
    folded = shown(judged(more=[failed]), height=40)
    assert "printed  x is 0" in folded
    assert "... 12 more lines" in folded
    whole = replace(judged(more=[failed]), view="all")
    assert "x is 19" in shown(whole, height=60)


def test_the_other_failures_are_counted():
    told = shown(judged("failed", "failed", "unwritten", "unwritten"))
    assert "1 more fail, 2 wait for what is not written yet: a shows all" in told


def test_all_failures_are_shown_when_they_are_asked_for():
    told = shown(replace(judged("failed", "passed", "failed"), view="all"))
    assert "x claim 0" in told
    assert "x claim 2" in told
    assert "a shows all" not in told


def test_a_pass_says_what_was_built_and_what_comes_next():
    state = replace(judged("passed"), built="You built it.", experiment="Double 0.")
    assert texts(state)[4:8] == [
        "Passed. You built it.",
        "d compares your answer with the reference, w tells the reasons.",
        "Try this: Double 0.",
        "n goes on to quadruple.",
    ]


def test_the_last_pass_says_that_the_path_is_done():
    state = replace(judged("passed"), following="")
    assert "The path is done." in texts(state)


def test_a_stub_says_what_to_write():
    state = judged("unwritten")
    card = TestVerdict(
        "test_a", Outcome.UNWRITTEN, card=("double: write me (f:1)",), function="double"
    )
    state = replace(state, verdict=replace(state.verdict, tests=(card,)))
    assert "Write double in katas/double/double.py." in texts(state)


def test_when_and_how_fast_it_was_judged_is_told():
    assert "judged at 12:00:00 in 0.06 s" in texts(judged("passed"))


def test_a_cached_verdict_says_so():
    state = judged("passed", remembered=True)
    assert "(cached: nothing has changed since)" in texts(state)
    assert "12:00:00" not in shown(state)


def test_a_problem_takes_the_place_of_the_verdict():
    state = replace(STATE, problem=("double.py is not there.", "Save it again."))
    assert texts(state)[2:7] == [
        "no test has run",
        "",
        "double.py is not there.",
        "Save it again.",
        "",
    ]
    assert "waiting for the next save" in shown(state)


def test_a_running_test_is_named():
    state = replace(STATE, running=Running("claim 3", judged=3), total=9)
    assert "judging 4: claim 3" in texts(state)


def test_a_slow_test_is_shown_with_its_clock():
    running = Running("claim 3", seconds=4.2, limit=10.0, judged=3)
    assert "judging 4: claim 3 (4 s of its 10 s)" in shown(
        replace(STATE, running=running)
    )


def test_while_it_runs_nothing_is_said_to_have_passed():
    told = shown(
        replace(judged("passed"), running=Running("claim 1", judged=1), total=2)
    )
    assert "Passed" not in told
    assert "1 of 2 tests" in told


def test_a_training_shows_epoch_cost_metric_and_time_left():
    running = Running("it learns", training=training(10))
    told = shown(replace(judged("passed"), running=running), width=100)
    assert (
        "digits  #####---------------  epoch 10 of 40, cost 0.125, accuracy 0.75, 6 s left"
        in told
    )


def test_tests_that_an_endless_loop_left_out_are_told():
    state = judged("passed", "timeout")
    rest = [not_run(f"test_{i}", "a test before it did not end") for i in range(7)]
    verdict = replace(state.verdict, tests=(*state.verdict.tests, *rest))
    state = replace(state, verdict=verdict, total=9)
    assert "1 of 9 tests" in shown(state)
    assert "7 not run: a test before it did not end" in texts(state)


def test_a_graded_run_is_placed_in_its_band():
    run = TestVerdict(
        "test_it_learns[g]",
        Outcome.PASSED,
        goal="g",
        measured={"accuracy": 0.5},
        losses=(1.0, 9.0),
    )
    honest = Calibration(
        "0", 1.0, 0.5, {"accuracy": [0.5]}, [0, 1], [1.0, 0.5], [1.0, 0.6]
    )
    told = shown(replace(judged("passed", more=[run]), baselines={"g": honest}))
    assert "+ g: accuracy 0.5" in told
    assert "  above the range of 1 baseline runs from epoch 2 on" in told


@pytest.mark.parametrize("view", ["hint", "list", "lesson"])
def test_another_view_takes_the_place_of_the_verdict(view):
    told = shown(replace(judged("failed"), view=view, text=("One more step.",)))
    assert "One more step." in told
    assert "card 0" not in told


def test_every_key_stands_at_the_foot():
    assert texts(STATE)[-2:] == [
        "h hint   a all failures   e lesson   d diff   w why   l list   v verdict",
        "p previous kata   n next kata   q quit",
    ]


def test_without_a_keyboard_no_key_is_offered():
    assert texts(replace(STATE, keys=False))[-1] == "Ctrl-C quits"


@pytest.mark.parametrize(
    "state, line",
    [
        (judged("passed"), "The next kata is quadruple."),
        (
            replace(judged("passed"), saved="octuple"),
            "octuple.py was saved  judged at 12:00:00 in 0.06 s",
        ),
        (replace(STATE, view="hint", text=("line",) * 40), "page 1 of 3"),
        (judged("failed", "failed"), "1 more fail"),
    ],
)
def test_without_a_keyboard_no_line_names_a_key(state, line):
    assert line in texts(replace(state, keys=False))


def test_a_lesson_is_rendered_and_wrapped_once():
    lesson = (
        "# Title",
        "",
        "A *long* line " + "of words " * 12 + "and $x_1^2$.",
        "",
        "## Part",
    )
    lines = screen(replace(STATE, view="lesson", text=lesson), 60, 24, ASCII)
    body = [line for line in lines[4:] if line.text][:-2]
    assert [line.role for line in body] == ["head", *["plain"] * 3, "head"]
    assert max(len(line.text) for line in body) <= 60
    assert body[3].text == "and x_1^2."


def test_a_key_is_offered_in_place_of_a_command():
    card = ("card", "next     python kata.py hint double double")
    state = judged(more=[TestVerdict("test_a", Outcome.FAILED, card=card)])
    assert "    next     h gives a hint" in texts(state)
    assert f"    {card[1]}" in texts(replace(state, keys=False))


def test_a_difference_has_the_colours_of_what_is_right():
    text = ("--- yours", "+++ reference", "@@ -1 +1 @@", " same", "-mine", "+theirs")
    lines = screen(replace(STATE, view="diff", text=text), 80, 24, ASCII)
    roles = {line.text: line.role for line in lines}
    assert (roles["-mine"], roles["+theirs"], roles[" same"]) == (
        "bad",
        "good",
        "plain",
    )


LISTED = ("Small numbers", "  [x]  1  double", "  [ ]  2  quadruple", "", "Large ones")


def test_the_chosen_kata_of_the_list_is_marked():
    state = replace(STATE, view="list", text=LISTED, chosen=1)
    assert "> [ ]  2  quadruple" in texts(state)
    assert "  [x]  1  double" in texts(state)


def test_the_page_of_the_list_is_that_of_the_chosen_kata():
    listed = tuple(f"  [ ] {i:>2}  kata_{i}" for i in range(40))
    state = replace(STATE, view="list", text=listed, chosen=30)
    lines = texts(state, height=20)
    assert "> [ ] 30  kata_30" in lines
    assert any("of 4: arrows choose, Enter opens" in line for line in lines)


def test_a_list_on_one_page_names_its_keys():
    state = replace(STATE, view="list", text=LISTED, chosen=1)
    assert any("arrows choose, Enter opens" in line for line in texts(state))


def test_another_kata_that_was_saved_is_named():
    assert "octuple.py was saved: o opens it" in shown(replace(STATE, saved="octuple"))


def test_long_text_comes_in_pages():
    state = replace(STATE, view="hint", text=tuple(f"line {i}" for i in range(40)))
    first, second = (texts(replace(state, page=page)) for page in (0, 1))
    assert "line 0" in first
    assert "line 0" not in second
    assert any("page 2 of 3: space turns, b back" in line for line in second)


def test_pages_leave_no_line_out():
    told = tuple(f"line {i}" for i in range(40))
    state = replace(STATE, view="hint", text=told)
    pages = [texts(replace(state, page=page)) for page in range(3)]
    assert [line for page in pages for line in page if line.startswith("line ")] == [
        *told
    ]


def test_after_the_last_page_comes_the_first():
    state = replace(STATE, view="lesson", text=tuple(f"line {i}" for i in range(40)))
    assert texts(replace(state, page=3)) == texts(state)


MANY = replace(
    judged("failed", "failed", "passed"),
    notice="a notice",
    running=Running("a claim that is rather long", 3.0, 10.0, 2, training(10)),
)


@pytest.mark.parametrize("width", [20, 33, 40, 80, 200])
@pytest.mark.parametrize("height", [1, 2, 5, 8, 24, 60])
@pytest.mark.parametrize("state", [STATE, MANY, replace(MANY, view="all")])
def test_the_screen_fits_a_terminal_of_any_size(state, width, height):
    lines = texts(state, width, height)
    assert len(lines) <= height
    assert max(map(len, lines)) <= width


def test_in_a_narrow_window_lines_go_on_below_their_indent():
    state = judged("failed")
    card = ("a card with a long line that goes on and on",)
    test = TestVerdict("test_a", Outcome.FAILED, card=card)
    state = replace(state, verdict=replace(state.verdict, tests=(test,)))
    told = texts(state, width=30)
    place = told.index("    a card with a long line")
    assert told[place + 1] == "    that goes on and on"


def test_in_a_low_window_what_failed_is_seen_first():
    assert "x claim 0" in texts(judged("failed"), height=7)


def test_control_characters_do_not_reach_the_terminal():
    state = replace(STATE, problem=("a \x1b[31mred\x07 line",))
    assert "\x1b" not in shown(state)
    assert "\x07" not in shown(state)


def test_a_failure_is_told_without_any_colour():
    lines = screen(judged("failed"), 80, 24, ASCII)
    assert Line("x claim 0", "bad") in lines


def test_a_whole_report_has_no_foot_and_no_pages():
    state = replace(judged(*["failed"] * 30), view="all")
    told = [line.text for line in report_lines(state, 80)]
    assert sum(line.startswith("x claim") for line in told) == 30
    assert told[-1] == "judged at 12:00:00 in 0.06 s"
