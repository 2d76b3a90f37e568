"""What editors read of a pytest run: ids, places, messages, and JUnit's XML."""

import json
import re
import sys
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import pytest

from nnkata.subject.limits import TimeLimit, is_debugged, time_limit

# What the adapters of VS Code and PyCharm read of each report, as one line of JSON.
ADAPTER = """
import json


def pytest_runtest_logreport(report):
    if report.when == "call":
        crash = getattr(report.longrepr, "reprcrash", None)
        facts = {
            "id": report.nodeid,
            "outcome": report.outcome,
            "location": report.location,
            "text": report.longreprtext,
            "crash": crash and [crash.path, crash.lineno, crash.message],
        }
        with open("reports.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(facts) + "\\n")
"""
RAISES = "# mine\n\n\ndef double(x):\n    y = x\n    return 1 / (y - y)\n"
WRONG = "# mine\n\n\ndef double(x):\n    return x ** 2\n"
UNPARSED = "# mine\n\n\ndef double(x):\n    return (2 * x\n"
BREAKS = "# mine\n\nvalues = [1]\nvalues[3]\n"
NAMELESS = "# mine\n"


@pytest.fixture
def reports(tiny, python):
    """Run pytest on the learner's answer; the reports as an editor's adapter has them."""
    tiny.write("adapter.py", ADAPTER)

    def judged(answer, *words):
        tiny.mine(answer)
        quick = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "adapter")
        done = python("-m", "pytest", "katas/double", *quick, *words, cwd=tiny.root)
        lines = (tiny.root / "reports.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines], done.stdout

    return judged


@pytest.mark.parametrize(
    "answer, line",
    [(RAISES, 6), (WRONG, 4), (UNPARSED, 5), (BREAKS, 4), (NAMELESS, 1)],
    ids=[
        "raised",
        "a wrong result",
        "does not parse",
        "breaks on import",
        "no function",
    ],
)
def test_a_jump_leads_to_the_learners_line(reports, tiny, answer, line):
    found = [report for report in reports(answer)[0] if report["outcome"] == "failed"]
    first = found[0]
    assert first["crash"][:2] == [str(tiny.kata().stub), line]
    assert re.search(
        rf"katas.double.double\.py:{line}: in \S+$", first["text"].rstrip()
    )


def test_no_jump_leads_into_the_machine(reports):
    for answer in (RAISES, WRONG, UNPARSED, BREAKS, NAMELESS):
        for report in reports(answer)[0]:
            assert report["crash"] is None or "nnkata/" not in report["crash"][0]


def test_a_file_that_is_missing_leads_to_the_spec(reports, tiny):
    (tiny.root / "elsewhere").mkdir()
    found, _ = reports(WRONG, f"--subject={tiny.root / 'elsewhere'}")
    spec = str(tiny.kata().spec)
    assert [report["crash"][0] for report in found] == [spec] * 3


def test_the_message_is_the_card(reports):
    report = next(r for r in reports(RAISES)[0] if r["outcome"] == "failed")
    assert report["crash"][2] == "ZeroDivisionError: division by zero"
    lines = report["text"].splitlines()
    assert lines[0] == report["crash"][2]
    assert lines[1] == "in double, double.py:6:  return 1 / (y - y)"
    assert "Traceback" not in report["text"]


def test_a_test_is_found_where_it_stands_in_the_spec(reports, tiny):
    spec = tiny.kata().spec.read_text("utf-8").splitlines()
    for report in reports(RAISES)[0]:
        path, line, name = report["location"]
        assert path.replace("\\", "/") == "katas/double/test_double.py"
        assert spec[line].startswith(f"def {name}(")


def test_an_id_is_the_spec_and_a_sentence(reports):
    ids = [report["id"] for report in reports(WRONG)[0]]
    assert ids[0] == "katas/double/test_double.py::test_double_of_nothing_is_nothing"


def test_ids_of_collection_and_run_are_the_same(reports, tiny, python):
    ran = [report["id"] for report in reports(WRONG)[0]]
    words = ("-m", "pytest", "katas/double", "--collect-only", "-q")
    out = python(*words, "-p", "no:hypothesispytest", cwd=tiny.root).stdout
    assert [line for line in out.splitlines() if "::" in line] == ran


@pytest.mark.parametrize("style", ["auto", "short", "long", "native", "line"])
def test_every_style_of_traceback_shows_the_place(reports, style):
    out = reports(RAISES, f"--tb={style}")[1]
    assert re.search(r"double\.py:6: ", out)
    assert "testing.py" not in out


def test_junit_shows_card_and_place(reports, tiny):
    reports(RAISES, "--junitxml=junit.xml")
    cases = list(ET.parse(tiny.root / "junit.xml").iter("testcase"))
    assert cases[0].get("name") == "test_double_of_nothing_is_nothing"
    failure = cases[0].find("failure")
    assert failure.get("message") == "ZeroDivisionError: division by zero"
    assert failure.text.splitlines()[-1].endswith("double.py:6: in double")


def test_init_tells_vs_code_where_the_specs_are(nowhere, tmp_path):
    nowhere("init", "mine")
    file = tmp_path / "nowhere" / "mine" / ".vscode" / "settings.json"
    settings = json.loads(file.read_text("utf-8"))
    assert settings["python.testing.pytestEnabled"] is True
    assert settings["python.testing.pytestArgs"] == ["katas"]


# -- debugging -------------------------------------------------------------------------


def wait_for_ever(limit):
    with time_limit(limit):
        while True:
            pass


def test_a_limit_rings_where_nobody_debugs():
    assert not is_debugged()
    with pytest.raises(TimeLimit):
        wait_for_ever(0.02)


def test_who_debugs_has_all_the_time_there_is(monkeypatch):
    rung = []
    monkeypatch.setattr("nnkata.subject.limits.is_debugged", lambda: not rung.append(1))
    with time_limit(0.02):
        while not rung:
            pass


def test_a_trace_function_is_taken_for_a_debugger():
    before = sys.gettrace()
    try:
        sys.settrace(lambda *event: None)
        assert is_debugged()
    finally:
        sys.settrace(before)


def test_a_monitoring_tool_is_taken_for_a_debugger(monkeypatch):
    monitoring = SimpleNamespace(DEBUGGER_ID=0, get_tool={0: "pdb"}.get)
    monkeypatch.setattr(sys, "monitoring", monitoring, raising=False)
    assert is_debugged()
