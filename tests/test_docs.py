"""The examples in the documents run as they stand."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def blocks(name):
    """The Python blocks of a document."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_example_of_the_api_judges_a_file(python, tiny):
    (program,) = blocks("docs/api.md")
    tiny.write("answers/neuron.py", "def double(x):\n    return 3 * x\n")
    done = python("-c", program.replace("katas/neuron", "katas/double"), cwd=tiny.root)
    assert done.stdout.startswith("False ['test_"), done.stderr


@pytest.mark.parametrize("text", blocks("CONTRIBUTING.md"))
def test_the_examples_for_authors_are_python(text):
    compile(text, "CONTRIBUTING.md", "exec")


def test_the_plugin_of_the_guide_is_proved(run, tiny):
    (program,) = (text for text in blocks("CONTRIBUTING.md") if "hookimpl" in text)
    tiny.write("datasets/halves.py", program)
    status, out, err = run("dev", "check", "halves")
    assert (status, err) == (0, ""), out
    assert out.endswith("Proved.\n")
