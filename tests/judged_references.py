"""Judge the stubs and references of katas; print a line of JSON for each.

Usage: python judged_references.py ROOT SLUG...

A line has the slug; what became of every test by the stub, by the reference, and by the
reference as `by_position` writes it; and two findings on the reference's calls:
parameters that got whole numbers, and first calls that tell little. All of it happens in
a process of its own, so that several share the work.
"""

import ast
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np

from nnkata.authoring.batch import Round, judge_rounds
from nnkata.content.catalog import find
from nnkata.content.workspace import find_workspace


def by_position(source: str) -> str:
    """Return a module whose functions take required arguments by position only."""
    tree = ast.parse(source)
    for function in tree.body:
        if isinstance(function, ast.FunctionDef):
            given = function.args
            required = len(given.args) - len(given.defaults)
            given.posonlyargs, given.args = given.args[:required], given.args[required:]
    return ast.unparse(tree)


def arrays(value, name) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the arrays in an argument, each beside where it is."""
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from arrays(part, f"{name}[{key!r}]")
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from arrays(part, f"{name}[{place}]")


def given_whole(calls) -> list[list[str]]:
    """Return each function and parameter that got an array of whole numbers."""
    found = {
        (call.function, parameter)
        for call in calls
        for parameter, value in call.arguments.items()
        for _, array in arrays(value, parameter)
        if array.dtype.kind in "iub"
    }
    return sorted(map(list, found))


def first_calls(calls):
    firsts = {}
    for call in calls:
        firsts.setdefault(call.function, call)
    return firsts.values()


def tells_little(call) -> list[str]:
    """Return which arguments hide slips: equal numbers, one array twice, a rate of 0."""
    given = call.arguments.items()
    large = [
        (name, array)
        for parameter, value in given
        for name, array in arrays(value, parameter)
        if array.size > 1
    ]
    found = [name for name, array in large if (array == array.flat[0]).all()]
    found += [
        f"{one} is {other}"
        for (one, a), (other, b) in combinations(large, 2)
        if np.array_equal(a, b)
    ]
    zeros = [name for name, value in given if isinstance(value, float) and value == 0]
    found += [f"{name} is 0" for name in zeros]
    return [f"{call.function}: {text}" for text in found]


def judged(kata, reference: Path, folder: str):
    copy = Path(folder, reference.name)
    source = reference.read_text(encoding="utf-8")
    copy.write_text(by_position(source), encoding="utf-8")
    subjects = "stub", "reference", str(copy)
    results = judge_rounds(kata, [Round(name, diagnose=False) for name in subjects])
    outcomes = [
        {test.name: [test.outcome, *test.card] for test in result.tests}
        for result in results
    ]
    calls = results[1].calls
    little = [text for call in first_calls(calls) for text in tells_little(call)]
    return [*outcomes, given_whole(calls), little]


def main(root, *slugs):
    workspace = find_workspace(Path(root))
    for slug in slugs:
        try:
            kata, reference = find(workspace.path, slug), workspace.reference(slug)
            with tempfile.TemporaryDirectory() as folder:
                line = judged(kata, reference, folder)
        except Exception as problem:
            line = [{"the spec": ["error", repr(problem)]}] * 3 + [[], []]
        print(json.dumps([slug, *line]))


if __name__ == "__main__":
    main(*sys.argv[1:])
