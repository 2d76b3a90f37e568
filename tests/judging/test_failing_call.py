"""The lines of a failing call do again what the learner's function did in the test."""

import base64
import shutil

import pytest

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.judging.collected import with_collected
from nnkata.judging.failing_call import FailingCall, arrays_file

KATAS = [kata for kata in read_path(bundled().katas) if not kata.extras]
COMPARED = """
from nnkata.diagnosis.compare import Tolerance, same

if isinstance(expected, tuple):  # caches are not compared
    yours = tuple(None if e is None else y for e, y in zip(expected, yours))
print("same" if same(yours, expected, Tolerance(1e-12, 0)) else "other")
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A workspace whose solutions are the bundled ones."""
    root = tmp_path_factory.mktemp("workspace")
    shutil.copytree(bundled().katas, root / "katas")
    return root


def calls_of(kata, files):
    """The failing calls of the first test that each of these subjects fails."""
    calls = []

    def use(session, items):
        for file in files:
            events = []
            session.report_to(events.append)
            session.judge(str(file), items, enough=lambda test: not test.passed)
            # The last report of a test knows most.
            calls.append([e["call"] for e in events if e["event"] == "call"][-1])

    with_collected(kata, use, ["--nnkata-calls"])
    return [FailingCall(**call) for call in calls]


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.slug)
def test_the_lines_reproduce_a_sample_of_mistakes(kata, root, python):
    mistakes = bundled().mistakes(kata.slug)
    sample = [mistakes[0], mistakes[len(mistakes) // 2]]
    calls = calls_of(kata, sample)
    kata = find(read_path(root / "katas"), kata.slug)
    reference = bundled().reference(kata.slug).read_text("utf-8")
    for file, call in zip(sample, calls, strict=True):
        assert not call.problem
        kata.stub.write_text(f"{reference}\n{file.read_text('utf-8')}", "utf-8")
        if call.arrays:
            saved = root / arrays_file(kata)
            saved.parent.mkdir(parents=True, exist_ok=True)
            saved.write_bytes(base64.b64decode(call.arrays))
        assert reproduces(call, call.text(kata), root, python)


def reproduces(call, text, root, python):
    """Whether plain Python shows what is wrong: an error, a change, or another result."""
    (root / "call.py").write_text(text + COMPARED, "utf-8")
    done = python("call.py", cwd=root)
    if "Error" in done.stderr:
        return "expected" in done.stdout and "yours" not in done.stdout
    if "nothing was raised" in text:
        return "yours:" in done.stdout
    return "after the call:" in done.stdout or done.stdout.endswith("other\n")
