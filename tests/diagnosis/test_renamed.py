"""Cards say the same whatever a learner calls the parameters."""

import ast
import re
from itertools import count

import pytest

from nnkata.content.workspace import bundled
from nnkata.judging.collected import with_collected

# As long as the names they replace, so that lines break in the same places.
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ"
OTHER, BACK = str.maketrans(LATIN, CYRILLIC), str.maketrans(CYRILLIC, LATIN)
FAILURES = 3  # of each mistake that are compared
ADDRESS = re.compile("0x[0-9a-f]+")
WORKSPACE = bundled()
KATAS = [kata for kata in WORKSPACE.path if not kata.extras]


class Rename(ast.NodeTransformer):
    """Give the required parameters of every function of a module other names."""

    def __init__(self, module):
        functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
        self._required = {node.name: required(node) for node in functions}
        self._names = set()

    def visit_FunctionDef(self, node):
        before, self._names = self._names, self._names | required(node)
        self.generic_visit(node)
        self._names = before
        if text := ast.get_docstring(node, clean=False):  # it names the parameters, too
            for name in required(node):
                text = re.sub(rf"\b{name.translate(BACK)}\b", name, text)
            node.body[0].value.value = text
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        own = self._required.get(getattr(node.func, "id", ""), ())
        for keyword in node.keywords:
            if keyword.arg in own:
                keyword.arg = keyword.arg.translate(OTHER)
        return node

    def visit_arg(self, node):
        node.arg = self._other(node.arg)
        return node

    def visit_Name(self, node):
        node.id = self._other(node.id)
        return node

    def _other(self, name):
        return name.translate(OTHER) if name in self._names else name


def required(function):
    """Parameters with defaults keep their names: a spec may pass them by keyword."""
    arguments = function.args.args
    return {
        each.arg for each in arguments[: len(arguments) - len(function.args.defaults)]
    }


def cards(session, items, file):
    failures = count(1)
    verdicts = session.judge(
        str(file),
        items,
        patience=60.0,
        enough=lambda test: not test.passed and next(failures) == FAILURES,
    )
    return [
        (test.name, test.mistake, test.card) for test in verdicts if not test.passed
    ]


def readable(test):
    name, mistake, card = test
    lines = (line.translate(BACK).replace("two.py", "one.py") for line in card)
    return name, mistake, tuple(ADDRESS.sub("", line) for line in lines)


@pytest.mark.parametrize("kata", KATAS, ids=lambda kata: kata.slug)
def test_other_names_of_parameters_change_no_card(kata, tmp_path):
    reference = WORKSPACE.reference(kata.slug).read_text("utf-8")
    mistakes = WORKSPACE.mistakes(kata.slug)
    mistake = mistakes[len(mistakes) // 2]
    source = reference + mistake.read_text("utf-8")
    # Two files: Python keeps the lines of one that it has shown.
    one, other = tmp_path / "one.py", tmp_path / "two.py"

    def judge(session, items):
        one.write_text(ast.unparse(ast.parse(source)), "utf-8")
        before = cards(session, items, one)
        module = ast.parse(source)
        other.write_text(ast.unparse(Rename(module).visit(module)), "utf-8")
        after = cards(session, items, other)
        assert before
        assert [*map(readable, after)] == [*map(readable, before)], mistake.stem

    with_collected(kata, judge)
