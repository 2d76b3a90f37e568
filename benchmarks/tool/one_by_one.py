"""Grade one file of a kata so many times, with `--fresh` in a new process each time.

python one_by_one.py KATA NUMBER [--fresh]
"""

import sys

from nnkata.content.workspace import bundled
from nnkata.grading.job import GradingJob
from nnkata.grading.mark import Result
from nnkata.grading.process import close_all, grade_apart


def main(kata: str, number: str, *fresh: str) -> None:
    source = bundled().reference(kata).read_text("utf-8")
    for student in range(int(number)):
        # No two files are the same.
        text = f"{source}\n# {student}\n"
        mark = grade_apart(GradingJob(str(student), kata, text, "5" * 32, goals="none"))
        if mark.result is not Result.PASSED:
            raise SystemExit(f"{kata}: {mark.result}: {mark.reason}")
        if fresh:
            close_all()
    close_all()


if __name__ == "__main__":
    main(*sys.argv[1:])
