"""A subject in a process of its own: a spec sees no difference."""

import inspect
import math
import os
import signal
import warnings

import numpy as np
import pytest

from nnkata.content.python_files import Unopenable
from nnkata.subject.limits import Died, Flood, TimeLimit, print_limit
from nnkata.subject.origin import innermost_frame, is_of_engine
from nnkata.subject.sandbox import channel, host
from nnkata.subject.sandbox import walled as walled_loader
from nnkata.subject.unsupported import Unsupported, message_of

NUMPY = "import numpy as np\n\n\n"


@pytest.fixture
def patient(monkeypatch):
    """The limit by the clock is out of the way: this machine may be busy."""
    monkeypatch.setattr(walled_loader, "PATIENCE", 1000)


def failure(kind, function, *args):
    with pytest.raises(kind) as caught:
        function(*args)
    return caught.value


# -- values ------------------------------------------------------------------------------


def test_a_call_returns_what_the_function_returns(module):
    kata = module("def double(x, factor=2):\n    return x * factor, {'x': [x]}\n")
    result, cache = kata.double(np.arange(3.0), factor=3)
    assert result.tolist() == [0, 3, 6]
    assert cache["x"][0].tolist() == [0, 1, 2]


def test_the_process_is_another_one(module):
    assert module(
        "import os\n\n\ndef double():\n    return os.getpid()\n"
    ).double() != (os.getpid())


def test_parameters_line_and_module_are_those_of_the_file(walled):
    loader = walled("LIMIT = 3\n\n\ndef double(x, /, *, n=2):\n    return x\n")
    function = loader.module().double
    assert str(inspect.signature(function)) == "(x, /, *, n=2)"
    code = inspect.unwrap(function).__code__
    assert (code.co_filename, code.co_firstlineno) == (str(loader.file), 4)
    assert function.__module__ == "katas.double.double"
    assert loader.module().LIMIT == 3


def test_changes_to_arguments_are_seen(module):
    kata = module(
        """
        def double(X, parts, P, rng):
            X *= 2
            parts.append(X)
            P["a"] = P.pop("b")
            return rng.random()
        """
    )
    X, parts, P, rng = np.ones(3), [], {"b": 1}, np.random.default_rng(3)
    assert kata.double(X, parts, P, rng) == np.random.default_rng(3).random()
    assert X.tolist() == [2, 2, 2]
    assert parts[0] is X
    assert P == {"a": 1}
    assert rng.random() == np.random.default_rng(3).random(2)[1]


def test_changes_before_an_error_are_seen(module):
    kata = module("def double(X):\n    X[0] = 7\n    raise ValueError('no')\n")
    X = np.zeros(2)
    failure(ValueError, kata.double, X)
    assert X[0] == 7


def test_memory_is_shared_where_it_is(module):
    kata = module(
        "def double(X):\n    new = X * 2\n    return X, X.T, X[1:, ::2], new, new[0]\n"
    )
    X = np.arange(6.0).reshape(2, 3)
    same, turned, part, new, row = kata.double(X)
    assert same is X
    assert np.shares_memory(turned, X)
    assert turned.tolist() == X.T.tolist()
    assert np.shares_memory(part, X)
    assert part.tolist() == [[3, 5]]
    assert not np.shares_memory(new, X)
    assert np.shares_memory(row, new)


def test_a_result_that_a_later_call_changes_is_changed(module):
    kata = module(
        NUMPY + "BUFFER = np.zeros(2)\n\n\n"
        "def double(x):\n    BUFFER[:] = 2 * x\n    return BUFFER\n"
    )
    first = kata.double(1)
    kata.double(5)
    assert first.tolist() == [10, 10]


def test_a_callback_sees_the_changes_so_far_and_the_same_array(module):
    kata = module(
        """
        def double(f, P):
            P[0] += 1
            high = f(P)
            P[0] -= 2
            return high - f(P)
        """
    )
    P, seen = np.array([1.0, 2.0]), []

    def f(given):
        seen.append((given is P, P.tolist()))
        return float(P @ P)

    assert kata.double(f, P) == 4
    assert seen == [(True, [2, 2]), (True, [0, 2])]


def test_what_a_callback_changes_is_changed_for_the_subject(module):
    kata = module("def double(f, X):\n    f(X)\n    return X + 0\n")
    assert kata.double(lambda X: X.fill(3), np.zeros(2)).tolist() == [3, 3]


def test_an_array_that_a_callback_gets_again_is_the_same_one(module):
    kata = module(
        NUMPY + "def double(f):\n    point = np.zeros(2)\n"
        "    for n in range(3):\n        point[0] = n\n        f(point)\n"
        "    part = point[:1]\n    f(part)\n    point += 7\n    f(np.ones(1))\n"
        "    point -= 1\n    return point\n"
    )
    seen, values = [], []
    result = kata.double(lambda x: seen.append(x) or values.append(x.tolist()))
    assert values == [[0, 0], [1, 0], [2, 0], [2], [1]]
    assert seen[0] is seen[1] is seen[2] is result
    assert np.shares_memory(seen[3], result)
    assert not np.shares_memory(seen[4], result)
    assert result.tolist() == [8, 6]


def test_a_callback_may_call_the_subject_which_calls_back(module):
    kata = module(
        "def double(f, x, n):\n    x += n\n    return f(x, n - 1) if n else x\n"
    )
    X, seen = np.zeros(1), []

    def f(x, n):
        seen.append((x is X, x.tolist()))
        return kata.double(f, x, n)

    assert kata.double(f, X, 3) is X
    assert seen == [(True, [3]), (True, [5]), (True, [6])]
    assert X.tolist() == [6]


def test_callbacks_without_an_end_are_over(module):
    kata = module("def double(f):\n    return f(f)\n")
    with pytest.raises((RecursionError, Died)):
        kata.double(kata.double)
    assert kata.double(lambda f: 3) == 3


def test_only_the_last_arrays_that_callbacks_got_are_followed(module):
    kata = module(
        NUMPY + "def double(f):\n    all = [np.full(1, n) for n in range(20)]\n"
        "    for each in all:\n        f(each)\n"
        "    for each in all:\n        each += 100\n"
    )
    seen = []
    kata.double(seen.append)
    assert [int(each[0]) for each in seen] == [*range(12), *range(112, 120)]


def test_an_error_that_a_callback_raised_and_the_subject_swallows_breaks_nothing(
    module,
):
    kata = module(
        NUMPY + "def double(f):\n    x = np.zeros(1)\n    for _ in range(3):\n"
        "        try:\n            f(x)\n        except BaseException:\n"
        "            x += 1\n    return x\n"
    )

    def f(x):
        if x[0] < 2:
            raise KeyError(x[0])

    assert kata.double(f).tolist() == [2]


def test_an_error_of_a_callback_has_the_line_that_called_it(walled):
    loader = walled("def double(f):\n    return g(f)\n\n\ndef g(f):\n    return f()\n")
    error = failure(ZeroDivisionError, loader.module().double, lambda: 1 / 0)
    frame = innermost_frame(error, loader.file)
    assert (frame.lineno, frame.name) == (6, "g")
    assert not is_of_engine(error, {loader.file})


def test_an_error_of_a_callback_is_that_error(module):
    kata = module(
        "def double(f):\n    try:\n        f()\n    except Exception:\n        return 1\n"
    )
    error = KeyError("mine")

    def f():
        raise error

    assert failure(KeyError, kata.double, f) is error


def test_functions_that_are_exchanged_are_called_by_the_subject(module):
    kata = module(
        "def half(x):\n    return x / 2\n\n\ndef double(x):\n    return 4 * half(x)\n"
    )
    half, calls = kata.half, []
    kata.half = lambda x: calls.append(x) or half(x)
    assert kata.double(3) == 6
    assert calls == [3]
    kata.half = half
    assert kata.double(3) == 6
    assert calls == [3]


def test_a_generator_arrives_as_an_iterator(module):
    kata = module("def double(n):\n    for i in range(n):\n        yield 2 * i\n")
    result = kata.double(3)
    assert next(result) == 0
    assert [*result] == [2, 4]


def test_what_has_no_value_stays_there_and_can_be_handed_back(module):
    kata = module(
        """
        class Cache:
            pass


        def double(x):
            cache = Cache()
            cache.x = x
            return cache


        def halve(cache):
            return cache.x
        """
    )
    handle = kata.double(5)
    assert type(handle).__name__ == "Cache"
    assert kata.halve(handle) == 5
    for use in (bool, float, len, np.asarray, lambda each: each == each):
        failure(TypeError, use, handle)


@pytest.mark.parametrize(
    "code",
    ["    return [x]\n", "    yield x\n"],
    ids=["nested ever deeper", "a generator"],
)
def test_a_result_that_cannot_be_handed_back_is_the_fault_of_the_file(module, code):
    kata = module(f"def double(x):\n{code}")

    def hand_back(value, times=40):
        return hand_back(kata.double(value), times - 1) if times else value

    assert str(failure(Died, hand_back, 1)).startswith("double cannot be called: ")
    assert kata.double(1) is not None


def test_handles_that_nobody_has_any_more_are_dropped(module):
    kata = module(
        "import gc\n\n\nclass C:\n    pass\n\n\ndef double():\n    return C()\n\n\n"
        "def count():\n    return sum(type(o) is C for o in gc.get_objects())\n"
    )
    for _ in range(5):
        kata.double()
    assert kata.count() == 0


def test_subclasses_cross_as_what_they_are_below(module):
    kata = module(
        NUMPY + "class Mine(np.ndarray):\n    def __eq__(self, other):\n"
        "        return True\n\n\n"
        "def double(x):\n    return x.view(Mine), type('T', (tuple,), {})((1,))\n"
    )
    array, parts = kata.double(np.ones(2))
    assert type(array) is np.ndarray
    assert type(parts) is tuple


def test_the_filter_of_warnings_is_that_of_the_test(module):
    kata = module(NUMPY + "def double(x):\n    return np.log(x)\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        failure(RuntimeWarning, kata.double, np.zeros(1))
        warnings.simplefilter("ignore")
        assert kata.double(np.zeros(1))[0] == -math.inf


def test_the_error_state_of_numpy_is_that_of_the_test(module):
    kata = module(NUMPY + "def double(x):\n    return np.log(x)\n")
    with np.errstate(divide="raise"):
        failure(FloatingPointError, kata.double, np.zeros(1))


@pytest.mark.parametrize("draw", ["np.random.rand()", "1"])
def test_that_the_global_state_was_touched_is_seen(module, draw):
    kata = module(NUMPY + f"def double():  # random\n    return {draw}\n")
    before = np.random.get_state()[2]  # noqa: NPY002
    kata.double()
    assert (np.random.get_state()[2] != before) == ("rand" in draw)  # noqa: NPY002


def test_what_is_printed_is_printed_here(module, capsys):
    kata = module("def double(x):\n    print('x is', x)\n")
    kata.double(3)
    assert capsys.readouterr().out == "x is 3\n"


# -- errors ------------------------------------------------------------------------------


def test_an_error_has_the_line_of_the_subject(walled):
    loader = walled(
        "def double(x):\n    return inner(x)\n\n\ndef inner(x):\n    return x[9]\n"
    )
    error = failure(IndexError, loader.module().double, [1])
    frame = innermost_frame(error, loader.file)
    assert (frame.lineno, frame.name) == (6, "inner")
    assert str(error) == "list index out of range"
    assert not is_of_engine(error, {loader.file})


def test_an_error_without_a_line_of_the_subject_is_its_fault_all_the_same(walled):
    loader = walled("def double(x):\n    return x\n")
    error = failure(TypeError, loader.module().double, 1, 2)
    assert "takes 1 positional argument but 2 were given" in str(error)
    assert innermost_frame(error, loader.file) is None
    assert not is_of_engine(error, {loader.file})


@pytest.mark.parametrize(
    ("raised", "kind", "text"),
    [
        ("KeyError('a')", KeyError, "'a'"),
        (
            "FileNotFoundError(2, 'No', 'x.txt')",
            FileNotFoundError,
            "[Errno 2] No: 'x.txt'",
        ),
        ("np.linalg.LinAlgError('s')", np.linalg.LinAlgError, "s"),
        ("type('Own', (ValueError,), {})('a', 'b')", ValueError, "('a', 'b')"),
        ("UnicodeDecodeError('utf-8', b'a', 0, 1, 'r')", Exception, "'utf-8' codec"),
        ("KeyboardInterrupt('stop')", Exception, "stop"),
        ("GeneratorExit()", Exception, ""),
        ("type('Skipped', (BaseException,), {})('me')", Exception, "me"),
    ],
)
def test_an_error_is_of_its_built_in_class_and_never_more_than_an_error(
    module, raised, kind, text
):
    kata = module(NUMPY + f"def double():\n    raise {raised}\n")
    error = failure(kind, kata.double)
    assert isinstance(error, Exception)
    assert str(error).startswith(text)
    assert (
        type(error).__name__ == raised.partition("(")[0].split(".")[-1]
        or "type" in raised
    )


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("exit()", "exit() ends the whole test"),
        ("breakpoint()", "remove breakpoint()"),
        ("input()", "the spec gives the inputs"),
        ("open('data.csv')", "there is no file 'data.csv'"),
    ],
)
def test_what_a_kata_cannot_do_is_said_in_our_words(module, code, message):
    kata = module(f"def double(x):\n    {code}\n")
    assert message in message_of(failure(Exception, kata.double, 1))


def test_a_file_that_does_not_parse_has_the_card_of_one_that_is_loaded_here(
    walled, tiny
):
    loader = walled("def double(x):\n    return (x\n")
    problem = failure(Unopenable, loader.module)
    here = failure(Unopenable, tiny.loader("double", str(loader.file)).module)
    assert (str(problem), problem.card, problem.line) == (
        str(here),
        here.card,
        here.line,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import helper\n",
        "from .helper import x\n",
        "from katas.quadruple.quadruple import quadruple\n",
        "import test_double\n",
        "1 / 0\n",
        "exit()\n",
    ],
)
def test_a_file_that_cannot_be_imported_has_the_message_of_one_here(walled, tiny, code):
    tiny.write("katas/double/helper.py", "x = 1\n")
    loader = walled(code)
    problem = failure(Unopenable, loader.module)
    here = failure(Unopenable, tiny.loader("double", str(loader.file)).module)
    assert (str(problem), problem.card) == (str(here), here.card)


def test_a_module_that_only_the_own_machine_has_is_said_to_be_none_here(walled):
    problem = failure(Unopenable, walled("import helper_xyz.parts\n").module)
    assert problem.card[0].startswith(
        "there is no module 'helper_xyz' where a kata is graded: only NumPy, and"
    )
    function = walled("def double(x):\n    import matplotlib.pyplot\n").module().double
    assert "'matplotlib' where a kata is graded" in message_of(
        failure(Unsupported, function, 1)
    )


@pytest.mark.parametrize(
    "code",
    [
        "from __future__ import annotations\n",
        "from numpy import *\nfrom numpy.linalg import *\n",
        "import argparse, csv, doctest, getopt, glob, pdb, pickle, unittest, cProfile\n",
        "import datetime\ndatetime.datetime.strptime('2020', '%Y')\n",
        "BIG = 2**20_000\n\n\ndef other(x, big=BIG):\n    return x\n",
    ],
    ids=["future", "NumPy", "standard library", "on first use", "a long number"],
)
def test_what_a_right_file_may_import_and_define_is_there(module, code):
    assert module(f"{code}\n\ndef double(x):\n    return 2 * x\n").double(3) == 6


def test_a_folder_that_is_asked_for_has_no_name(module):
    error = failure(
        OSError, module("import os\n\n\ndef double(x):\n    os.getcwd()\n").double, 1
    )
    assert message_of(error).startswith("there is no file and no folder when")


def test_a_kata_that_is_needed_can_be_imported(module):
    code = "from katas.double.double import double\n\n\n"
    kata = module(
        code + "def quadruple(x):\n    return double(double(x))\n", slug="quadruple"
    )
    assert kata.quadruple(3) == 12


# -- limits ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "    while True:\n        x = x + 1\n",
        "    while True:\n        try:\n            x += 1\n"
        "            while True:\n                x += 1\n"
        "        except BaseException:\n            pass\n",
        "    import numpy as np\n    np.sort(np.ones(300_000_00) * np.arange(300_000_00.)"
        "[::-1]).sum()\n    np.linalg.svd(np.ones((9000, 9000)))\n",
    ],
    ids=["loop", "swallowed", "NumPy"],
)
def test_a_call_past_its_limit_is_ended_with_its_line(walled, patient, code):
    loader = walled(f"def double(x):\n{code}")
    function = loader.module().double
    loader.begin_test(0.3)
    error = failure(TimeLimit, function, 1)
    assert str(error) == "ran past its limit of 0.3 s of processor time"
    frame = innermost_frame(error, loader.file)
    assert frame.name == "double"
    assert frame.lineno > 1


def test_a_call_that_sleeps_is_ended_by_the_clock(walled):
    loader = walled("import time\n\n\ndef double(x):\n    time.sleep(999)\n")
    function = loader.module().double
    loader.begin_test(0.02)
    assert "by the clock" in str(failure(TimeLimit, function, 1))


def test_the_limit_is_that_of_all_calls_of_a_test(walled, patient):
    loader = walled(
        "import time\n\n\ndef double(x):\n    end = time.process_time() + 0.2\n"
        "    while time.process_time() < end:\n        pass\n"
    )
    function = loader.module().double
    loader.begin_test(0.3)
    function(1)
    failure(TimeLimit, function, 1)
    loader.begin_test(0.3)
    function(1)


def test_the_next_test_gets_a_new_process(walled, patient):
    loader = walled(
        "def double(x):\n    while x < 0:\n        try:\n            while True:\n"
        "                pass\n        except BaseException:\n            pass\n"
        "    return 2 * x\n"
    )
    function = loader.module().double
    loader.begin_test(0.1)
    failure(TimeLimit, function, -1)
    loader.begin_test(5.0)
    assert function(2) == 4


def test_a_flood_of_prints_is_ended(module):
    kata = module("def double(x):\n    while True:\n        print('x' * 1000)\n")
    with print_limit():
        error = failure(Flood, kata.double, 1)
    assert str(error) == "printed more than 200,000 characters: remove the print"


def test_memory_is_limited(module):
    kata = module(NUMPY + "def double(x):\n    return np.ones(1 << 30)\n")
    failure(MemoryError, kata.double, 1)


def test_a_process_without_memory_for_the_next_call_has_run_out_of_it(module):
    kata = module(
        NUMPY + "KEPT = []\n\n\ndef double(x):\n    size = 1 << 30\n"
        "    while size > 1000:\n        try:\n            KEPT.append(bytes(size))\n"
        "        except MemoryError:\n            size //= 2\n"
    )

    def use():
        for _ in range(9):
            kata.double(np.ones(10_000_000))

    failure(MemoryError, use)


def test_a_process_that_the_system_ends_has_run_out_of_memory(walled):
    loader = walled("def double(f):\n    f()\n")
    function = loader.module().double
    process = loader._worker.process
    error = failure(MemoryError, function, lambda: os.kill(process, signal.SIGKILL))
    assert str(error) == "your code used more memory than it may"
    assert not is_of_engine(error, {loader.file})


def test_a_worker_computes_as_the_process_that_judges(walled, monkeypatch):
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Prescott")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/libraries/of/a/module")
    monkeypatch.setenv("PYTHONPATH", "nowhere")
    monkeypatch.setattr(host, "_zygotes", {})
    kata = walled("import os\n\n\ndef double():\n    return dict(os.environ)\n")
    environment = kata.module().double()
    assert environment["OPENBLAS_CORETYPE"] == "Prescott"
    assert environment["OPENBLAS_NUM_THREADS"] == "1"
    assert environment["LD_LIBRARY_PATH"] == "/libraries/of/a/module"
    assert "PYTHONPATH" not in environment
    for each in host._zygotes.values():
        each.end()


def test_values_that_are_too_large_are_said_to_be_so(module, monkeypatch):
    kata = module("def double(x):\n    return x\n")
    monkeypatch.setattr(channel, "BLOB_LIMIT", 1000)
    assert "too large" in str(failure(Died, kata.double, np.ones(1000)))
    assert kata.double(1) == 1


def test_a_result_that_is_too_large_is_said_to_be_so(module):
    kata = module("def double(x):\n    return ['text'] * 2_000_000\n")
    assert "too large" in str(failure(Exception, kata.double, 1))


@pytest.mark.parametrize(
    "code",
    [
        "os._exit(0)",
        "ctypes.string_at(0)",
        "os.close(4) or os.close(3)",
        "os.write(4, b'x' * 99)",
    ],
)
def test_a_process_that_ends_is_the_failure_of_that_test_and_of_no_other(walled, code):
    loader = walled(
        f"import ctypes\nimport os\n\n\ndef double(x):\n    return x or {code}\n"
    )
    function = loader.module().double
    failure(Died, function, 0)
    assert function(3) == 3


def test_a_subject_whose_process_ends_again_and_again_is_not_started_any_more(walled):
    function = (
        walled("import os\n\n\ndef double(x):\n    os._exit(0)\n").module().double
    )
    for _ in range(3):
        failure(Died, function, 1)
    assert "3 times" in str(failure(Died, function, 1))


def test_an_import_that_ends_the_process_is_a_failure(walled):
    loader = walled("import os\n\nos._exit(0)\n")
    assert "ended the whole process" in str(failure(Died, loader.module))


def test_unsupported_is_what_an_exit_on_import_is(walled):
    problem = failure(Unopenable, walled("raise SystemExit\n").module)
    assert isinstance(problem.__cause__, Unsupported)
