"""The benchmarks still find what they measure, and each figure has a target."""

import json
import runpy
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1] / "benchmarks"
BENCHMARKS = sorted(HOME.glob("*.py"))


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    """Their packages are found as if a script of theirs ran."""
    monkeypatch.syspath_prepend(str(HOME))
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.partition(".")[0] in ("measure", "kernels", "tool"):
            del sys.modules[name]


@pytest.fixture
def experiments():
    kernels, tool = import_module("kernels"), import_module("tool")
    return [*kernels.EXPERIMENTS, *tool.EXPERIMENTS]


@pytest.mark.parametrize("file", BENCHMARKS, ids=lambda file: file.stem)
def test_a_benchmark_says_what_it_measures(file, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [file.name, "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(file), run_name="__main__")
    assert ended.value.code == 0
    assert "usage:" in capsys.readouterr().out


def test_every_row_has_a_target_and_its_contenders(experiments):
    for experiment in experiments:
        names = [contender.name for contender in experiment.contenders]
        assert len(names) == len(set(names)), experiment.name
        assert experiment.figures, experiment.name
        for figure in experiment.figures:
            assert figure.target.limit > 0, experiment.name
            needed = {figure.of, figure.beside, figure.minus} - {""}
            assert needed <= set(names), experiment.name
            assert figure.unit in ("ratio", "s", "ms", "MB")
            assert (figure.unit == "ratio") == bool(figure.beside), experiment.name


def test_no_two_rows_are_called_the_same(experiments):
    from measure.table import measured

    rows = [(e.name, measured(figure)) for e in experiments for figure in e.figures]
    assert len(rows) == len(set(rows))


def test_only_what_takes_minutes_must_be_named(experiments):
    named = {e.group for e in experiments if not e.by_default}
    assert named == {"proof-of-path"}


def test_every_peer_names_its_package(experiments):
    for experiment in experiments:
        for contender in experiment.contenders:
            if contender.needs and contender.needs != "termios":
                assert contender.package in ("torch", "tensorflow", "scikit-learn")


def test_what_stays_names_a_function_that_makes_its_work(experiments):
    """A misspelt one would show only after minutes."""
    made = [c.makes for e in experiments for c in e.contenders if c.makes]
    assert made
    for name in made:
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function)), name


# -- measuring -------------------------------------------------------------------------


def contender(name, samples, calls=None, **options):
    """A contender whose runs take what is said."""
    from measure.experiment import Contender

    @contextmanager
    def opened(folder):
        waiting = iter(samples)

        def once():
            if calls is not None:
                calls.append(name)
            return next(waiting)

        yield once

    return Contender(name, opened, **options)


@pytest.fixture
def taken():
    """Samples of these seconds, on the processor and ten times as long on the clock."""
    from measure.samples import Sample

    return lambda *seconds: [Sample(s, 10 * s, 100 * s) for s in seconds]


def experiment_of(*contenders, figures=(), **options):
    from measure.experiment import Experiment

    return Experiment("group", "work", contenders, figures, **options)


def test_every_contender_runs_once_a_round_and_none_is_always_first(taken):
    from measure.rounds import run

    calls = []
    both = [contender(name, taken(*[1.0] * 4), calls) for name in ("nnkata", "other")]
    samples = run(experiment_of(*both), rounds=3)
    assert {name: len(values) for name, values in samples.items()} == {
        "nnkata": 3,
        "other": 3,
    }
    assert calls[:2] == ["nnkata", "other"]  # to get warm
    assert calls[2:] == ["nnkata", "other", "other", "nnkata", "nnkata", "other"]


def test_work_of_minutes_takes_no_more_rounds_than_it_says(taken):
    from measure.rounds import run

    one = contender("nnkata", taken(1.0, 2.0))
    samples = run(experiment_of(one, most_rounds=2, warm_ups=0), rounds=9)
    assert len(samples["nnkata"]) == 2


def test_a_ratio_is_the_median_of_the_rounds_with_quartiles(taken):
    from measure.experiment import Figure, Target

    samples = {"nnkata": taken(1, 2, 3, 8, 5), "other": taken(1, 4, 1, 2, 1)}
    figure = Figure(Target(3), "other")
    found = figure.spreads(samples)
    assert found["processor"] == found["wall"] == (3, 1, 4)
    assert figure.deciding(samples) == 3


def test_figures_of_time_memory_and_growth(taken):
    from measure.experiment import Figure, Target

    samples = {"nnkata": taken(1, 2, 3), "small": taken(0.5, 1, 1)}
    assert Figure(Target(1), unit="s").deciding(samples) == 2
    assert Figure(Target(1), unit="ms").deciding(samples) == 2000
    assert Figure(Target(1), unit="MB").deciding(samples) == 200
    assert Figure(Target(1), unit="s", worst=True).deciding(samples) == 3
    each = Figure(Target(1), unit="ms", minus="small", divisor=10)
    assert each.deciding(samples) == 100


def test_a_target_may_be_lower_on_wider_processors():
    from measure.experiment import Target

    target = Target(1.45, avx512=1.30)
    assert [target.on(has_avx512=wide) for wide in (False, True)] == [1.45, 1.30]
    assert Target(0.4).on(has_avx512=True) == 0.4


@pytest.mark.parametrize(
    "value, expected",
    [(0.9, "met"), (1.0, "met"), (1.1, "within 10 %"), (1.11, "**missed**")],
)
def test_a_mark_says_how_a_value_stands_to_its_target(value, expected):
    from measure.table import mark

    assert mark(value, 1.0) == expected
    assert mark(float("nan"), 1.0) == "not measured"


def test_contenders_that_do_different_work_are_refused():
    from measure.rounds import DifferentWork, compare

    compare("work", {"a": (0.5, 2.0), "b": (0.50001, 2.0), "silent": ()})
    for other in ((0.6, 2.0), (0.5,)):
        with pytest.raises(DifferentWork, match="work: b does not do what a does"):
            compare("work", {"a": (0.5, 2.0), "b": other})


def test_a_peer_that_is_not_installed_is_named(taken):
    from measure.experiment import Figure, Target
    from measure.rounds import run
    from measure.table import left_out

    missing = contender("Peer", [], needs="no_such_library", package="peer-package")
    work = experiment_of(
        contender("nnkata", taken(1, 1)), missing, figures=(Figure(Target(1), "Peer"),)
    )
    assert set(run(work, rounds=1)) == {"nnkata"}
    assert left_out(work) == [
        "Left out: work, nnkata / Peer: peer-package is not installed"
    ]


def test_a_table_stands_between_its_marks(taken):
    from measure.experiment import Figure, Target
    from measure.table import MARKS, put, row_of, table

    figure = Figure(Target(0.5), "other")
    work = experiment_of(figures=(figure,))
    samples = {"nnkata": taken(1, 1, 1), "other": taken(2, 2, 4)}
    row = json.loads(json.dumps(row_of(work, figure, samples, False)))
    machine = {
        **{"processor": "P", "cores": 2, "system": "S", "threads": 1, "rounds": 3},
        **{"load": [0.5], "load_after": [0.7], "python": "3", "numpy": "2"},
        "blas": {"name": "B", "version": "1", "kernel": "K"},
        **{"peers": {"torch": "not installed"}, "date": "today"},
    }
    text = put(
        f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter", table([row], ["x"], machine)
    )
    assert "| work | nnkata / other | 0.5 (0.375 to 0.5) |" in text
    assert "| ≤ 0.5 | met |" in text
    assert "kernel K" in text
    assert "torch not installed" in text
    assert text.startswith(f"before\n{MARKS[0]}")
    assert text.endswith("\nafter")
    assert "old" not in text
    with pytest.raises(ValueError, match="needs the lines"):
        put("no marks", "table")


posix = pytest.mark.skipif(
    sys.platform == "win32", reason="counts children as POSIX has it"
)


@posix
def test_a_command_is_charged_with_the_processes_it_leaves_behind(tmp_path):
    from measure.command import run_command

    work = "sum(range(6_000_000))"
    program = (
        f"import subprocess, sys;subprocess.Popen([sys.executable, '-c', {work!r}])"
    )
    alone = run_command([sys.executable, "-c", "pass"], tmp_path)
    if sys.platform == "linux":
        left = run_command([sys.executable, "-c", program], tmp_path)
        assert left.processor > alone.processor
    assert 0 < alone.peak < 1000


@posix
def test_a_command_that_fails_shows_what_it_wrote(tmp_path):
    from measure.command import run_command

    words = [sys.executable, "-c", "raise SystemExit('out of paper')"]
    with pytest.raises(RuntimeError, match="out of paper"):
        run_command(words, tmp_path)
    assert run_command(words, tmp_path, statuses=(1,)).wall > 0


def test_what_stays_runs_in_a_process_of_its_own(tmp_path, monkeypatch):
    from measure.worker import stays

    text = (
        "from measure.work import Work\n"
        "def make():\n"
        "    print('not an answer')\n"
        "    return Work(lambda: sum(range(1000)), lambda: [1, 2.5])\n"
    )
    (tmp_path / "tiny_work.py").write_text(text, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with stays("tiny", "tiny_work:make").open(tmp_path) as once:
        assert once.check == (1.0, 2.5)
        assert once().wall > 0
        assert once().processor >= 0
