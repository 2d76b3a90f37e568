"""Hostile hand-ins: read and graded they win nothing, harm nobody and tell nothing."""

import io
import os
import re
import tarfile
import tomllib
import warnings
import zipfile
from pathlib import Path

import pytest

from nnkata.content.catalog import read_path
from nnkata.grading.grader import close, grade
from nnkata.grading.ingest import read_class
from nnkata.grading.job import GradingJob
from nnkata.grading.mark import Mark, Result, to_data

ATTACKS = tomllib.loads(Path(__file__).with_name("hostile.toml").read_text("utf-8"))
SECRET = "7" * 32
ANN = "def double(x):  # MARKER-OF-ANN\n    return x + x\n"
REFERENCE = '''"""Twice as much."""

MARKER = "MARKER-OF-THE-REFERENCE"


def double(x):
    """Twice the number x; 0 stays 0."""
    return 2 * x  # MARKER-OF-THE-REFERENCE
'''
LIES = "\n\ndef double(x):\n    return lie(x)\n\n\nquadruple = octuple = double\n"
MANY = "a = 1; " * 9000  # on one line
DEEP = "def double(x):\n    return x" + " + x" * 15_000


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one name twice is what is tried
        for name, text in members:
            archive.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def tarred(members):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, text in members:
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return stream.getvalue()


def hand_in(attack, folder, reference):
    """Write what eve hands in, beside the file of ann."""
    ann = folder / "ann" / "double.py"
    ann.parent.mkdir(parents=True)
    ann.write_text(ANN)

    def text(code):
        code = code.replace("{deep}", DEEP).replace("{many}", MANY)
        code = code.replace("{ann}", str(ann))
        return code.replace("{reference}", str(reference))

    def path(name):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        return folder / name

    files = {**attack.get("files", {})}
    if "code" in attack:
        kata = attack.get("kata", "double")
        lies = LIES if "lie(x)" in attack["code"] else ""
        files[f"eve/{kata}.py"] = attack["code"] + lies
    for name, code in files.items():
        path(name).write_text(text(code), "utf-8")
    for name, target in attack.get("links", {}).items():
        path(name).symlink_to(text(target))
    for name in attack.get("pipes", ()):
        os.mkfifo(path(name))
    for form, ending, pack in (("zip", "zip", zipped), ("tar", "tar.gz", tarred)):
        if form in attack:
            members = [(text(name), code) for name, code in attack[form]]
            path(f"eve.{ending}").write_bytes(pack(members))


def mark_of(submission, kata):
    """Return the mark of a submission for a kata."""
    if kata in submission.files:
        job = GradingJob(submission.student, kata, submission.files[kata], SECRET)
        return grade(job)
    refused = submission.refused.get(kata, "")
    result = Result.REFUSED if refused else Result.MISSING
    return Mark(submission.student, kata, result, reason=refused)


@pytest.fixture(scope="module")
def results(shared, tmp_path_factory):
    """By attack: the submission of eve, her mark, and the mark of ann after it."""
    reference = shared.write("solutions/double/double.py", REFERENCE)
    katas, results = read_path(shared.root / "katas"), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(shared.root)
        for name, attack in ATTACKS.items():
            folder = tmp_path_factory.mktemp("class") / "hand-ins"
            hand_in(attack, folder, reference)
            read = read_class(folder, katas)
            eve = next(one for one in read if one.student == "eve")
            ann = next(one for one in read if one.files.get("double") == ANN)
            mark = mark_of(eve, attack.get("kata", "double"))
            results[name] = eve, mark, mark_of(ann, "double")
    close()
    return results


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_hand_in_gets_the_mark_that_it_has_earned(results, name):
    _, mark, _ = results[name]
    assert mark.result.value == ATTACKS[name]["result"]
    assert (mark.score == 10) is (mark.result is Result.PASSED)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_honest_file_is_graded_as_ever_after_it(results, name):
    _, _, ann = results[name]
    assert (ann.result, ann.score, ann.points) == (Result.PASSED, 10, 10)
    assert ann.warnings == ()


@pytest.mark.parametrize("name", ATTACKS)
def test_what_is_handed_back_tells_nothing_of_others(results, name):
    eve, mark, _ = results[name]
    data = to_data(mark)
    told = str([data.pop("tests"), data, eve.refused, eve.notes])
    assert "MARKER-" not in told
    for test in mark.tests:
        assert max(map(len, [*test.card, test.reason])) < 300
        assert all(map(str.isprintable, test.card))


LIARS = {
    "object": "class L:\n    __array_ufunc__ = lambda *a, **k: True\ndef lie(): return L()",
    "array of objects": "def lie(): return np.array([object()] * 3, object)",
    "text": "def lie(): return 'x'",
    "ragged": "def lie(): return [[1], [2, 3]]",
    "function": "def lie(): return lie",
    "parts": "def lie(): return {'a': object(), 'b': [object(), (object(),)]}",
    "pair": "def lie(): return object(), {1: object()}",
}


@pytest.mark.parametrize("code", LIARS.values(), ids=LIARS)
def test_a_result_that_is_no_value_is_graded_where_mistakes_are_known(code):
    """The diagnosis compares it with what known mistakes return, and finds nothing."""
    from nnkata.content.workspace import bundled

    names = re.findall(r"^def (\w+)", bundled().kata("neuron").stub.read_text(), re.M)
    lies = "".join(f"def {name}(*args): return lie()\n" for name in names)
    source = f"import numpy as np\n{code}\n{lies}"
    mark = grade(GradingJob("eve", "neuron", source, SECRET, goals="none"))
    close()
    assert mark.result in (Result.WRONG, Result.RAISED), mark.reason
    assert mark.score == 0


def test_the_corpus_has_hand_ins_of_every_class():
    classes = {"ingest", "planted files", "contamination", "feedback leaks", "answers"}
    assert {attack["class"] for attack in ATTACKS.values()} == classes
    assert len(ATTACKS) >= 60
