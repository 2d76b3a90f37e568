"""Measure the diagnosis of a failure, in milliseconds of processor time.

    python benchmarks/diagnosis.py [KATA...]

Every fourth mistake of a kata fails its spec once; each failure is timed on its own. The
first one of a session also loads the mistakes.
"""

import argparse
import time

from nnkata import judging
from nnkata.content.workspace import bundled
from nnkata.diagnosis.examiner import Examiner

milliseconds = []
examine = Examiner.examine


def timed(self, *arguments, **named):
    begun = time.process_time()
    try:
        return examine(self, *arguments, **named)
    finally:
        milliseconds.append(1000 * (time.process_time() - begun))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("katas", nargs="*", metavar="kata")
    slugs = parser.parse_args().katas
    Examiner.examine = timed
    workspace = bundled()
    for kata in [workspace.kata(slug) for slug in slugs] or workspace.path:
        milliseconds.clear()
        mistakes = [str(file) for file in workspace.mistakes(kata.slug)[::4]]

        def judge(session, items, mistakes=mistakes):
            for mistake in mistakes:
                session.judge(mistake, items)

        judging.with_collected(kata, judge)
        milliseconds.sort()
        middle = milliseconds[len(milliseconds) // 2]
        high = milliseconds[int(len(milliseconds) * 0.95)]
        print(f"{kata.slug:<20} median {middle:5.1f} ms, 95 % under {high:5.1f} ms")


if __name__ == "__main__":
    main()
