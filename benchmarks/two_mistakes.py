"""Count what failure cards say of two mistakes at once: something true, or false.

    python benchmarks/two_mistakes.py [--pairs NUMBER] [KATA...]

Pairs of mistakes of a kata are laid over its reference together. A card that names a
mistake which is not of the pair counts as false; a named one of the pair, or a relation
to the right values, as true.
"""

import argparse
import random
import tempfile
from pathlib import Path

from nnkata import judging
from nnkata.content.workspace import bundled


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("katas", nargs="*", metavar="kata")
    parser.add_argument("--pairs", type=int, default=12, help="pairs of each kata")
    args = parser.parse_args()
    workspace = bundled()
    true = false = total = 0
    for kata in [workspace.kata(slug) for slug in args.katas] or workspace.path:
        some, wrong, pairs = judged(kata, workspace, args.pairs)
        print(f"{kata.slug:<20} something true {some} of {pairs}, false {wrong}")
        true, false, total = true + some, false + wrong, total + pairs
    print(f"{'all':<20} something true {true} of {total}, false {false}")


def judged(kata, workspace, pairs):
    rng, mistakes = random.Random(0), workspace.mistakes(kata.slug)
    couples = [rng.sample(mistakes, 2) for _ in range(pairs)]
    with tempfile.TemporaryDirectory() as folder:
        files = [
            together(kata, workspace, couple, Path(folder, f"{i}.py"))
            for i, couple in enumerate(couples)
        ]
        results = []

        def judge(session, items):
            results.extend(session.judge(str(file), items) for file in files)

        judging.with_collected(kata, judge)
    true = false = 0
    for couple, tests in zip(couples, results, strict=True):
        names = {test.mistake for test in tests} - {""}
        rows = [line for test in tests for line in test.card]
        true += bool(names) or any(row.startswith("yours") for row in rows)
        wrong = names - {file.stem for file in couple}
        false += bool(wrong)
        if wrong:
            print("  ", [file.stem for file in couple], "taken for", wrong)
    return true, false, len(couples)


def together(kata, workspace, couple, file):
    layers = [workspace.reference(kata.slug), *couple]
    texts = [layer.read_text(encoding="utf-8") for layer in layers]
    file.write_text("\n\n".join(texts), encoding="utf-8")
    return file


if __name__ == "__main__":
    main()
