"""What the diagnosis of a failure costs, in milliseconds of computing.

    python benchmarks/diagnosis.py [KATA...]

Every mistake of a kata fails its spec once; each failure is timed on its own. The first
one of a session also loads the mistakes.
"""

import sys
import time

from nnkata.authoring.batch import Round, judge_rounds
from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.diagnosis import examiner as diagnosis

spent = []
examine = diagnosis.Examiner.examine


def timed(self, *arguments, **named):
    begun = time.process_time()
    try:
        return examine(self, *arguments, **named)
    finally:
        spent.append(1000 * (time.process_time() - begun))


def main(slugs):
    diagnosis.Examiner.examine = timed
    workspace = bundled()
    path = read_path(workspace.katas)
    for kata in [find(path, slug) for slug in slugs] or path:
        spent.clear()
        judge_rounds(kata, [Round(str(f)) for f in workspace.mistakes(kata.slug)[::4]])
        spent.sort()
        middle, high = spent[len(spent) // 2], spent[int(len(spent) * 0.95)]
        print(f"{kata.slug:<20} median {middle:5.1f} ms, 95 % under {high:5.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
