"""Two mistakes at once: how often is something true said, and ever something false?

    python benchmarks/two_mistakes.py [PAIRS A KATA]

Pairs of mistakes of a kata are laid over its reference together. A card that names a
mistake which is not of the pair counts as false; a named one of the pair, or a relation
to the right values, as true.
"""

import random
import sys
import tempfile
from pathlib import Path

from nnkata.authoring.batch import Round, judge_rounds
from nnkata.content.catalog import read_path
from nnkata.content.workspace import bundled


def main(pairs=12):
    workspace = bundled()
    told = false = total = 0
    for kata in read_path(workspace.katas):
        counts = judged(kata, workspace, pairs)
        print(
            f"{kata.slug:<20} something true {counts[0]} of {counts[2]}, false {counts[1]}"
        )
        told, false, total = told + counts[0], false + counts[1], total + counts[2]
    print(f"{'all':<20} something true {told} of {total}, false {false}")


def judged(kata, workspace, pairs):
    chosen = random.Random(0)
    implementations = workspace.mistakes(kata.slug)
    couples = [chosen.sample(implementations, 2) for _ in range(pairs)]
    with tempfile.TemporaryDirectory() as folder:
        files = [
            together(kata, workspace, couple, Path(folder, f"{i}.py"))
            for i, couple in enumerate(couples)
        ]
        results = judge_rounds(kata, [Round(str(file)) for file in files])
    true = false = 0
    for couple, result in zip(couples, results, strict=True):
        names = {test.mistake for test in result.failures} - {""}
        rows = [line for test in result.failures for line in test.card]
        true += bool(names) or any(row.startswith("yours") for row in rows)
        wrong = names - {file.stem for file in couple}
        false += bool(wrong)
        if wrong:
            print("  ", [file.stem for file in couple], "taken for", wrong)
    return true, false, len(couples)


def together(kata, workspace, couple, file):
    layers = [workspace.reference(kata.slug), *couple]
    file.write_text("\n\n".join(layer.read_text(encoding="utf-8") for layer in layers))
    return file


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
