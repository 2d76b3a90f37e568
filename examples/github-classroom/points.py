"""Print a verdict as the step output that GitHub Classroom's reporter reads.

    python points.py VERDICT KATA ...

VERDICT is what `nnkata grade --json VERDICT` has written. The reporter adds up the scores
and shows `Points a/b` in the check run of the commit.
"""

import base64
import json
import sys


def results(verdict, slugs):
    """Return the points of some katas in the reporter's form, version 1."""
    judged = {kata["slug"]: kata for kata in verdict["katas"]}
    if missing := [slug for slug in slugs if slug not in judged]:
        sys.exit(f"points.py: not a kata: {', '.join(missing)}. Correct KATAS.")
    katas = [judged[slug] for slug in slugs]
    return {
        "version": 1,
        "status": "pass" if all(kata["passed"] for kata in katas) else "fail",
        "max_score": sum(kata["points"] for kata in katas),
        "tests": [entry(kata) for kata in katas],
    }


def entry(kata):
    """Return one kata as a test of the reporter's."""
    failed = [test for test in kata["tests"] if test["outcome"] != "passed"]
    names = [test["name"].removeprefix("test_").replace("_", " ") for test in failed]
    return {
        "name": kata["slug"],
        "status": "pass" if kata["passed"] else "fail",
        "score": round(kata["score"], 2),
        "message": f"nnkata check {kata['slug']}: {'; '.join(names[:3])}"
        if names
        else "",
    }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        content = json.dumps(results(json.load(file), sys.argv[2:]))
    print("result=" + base64.b64encode(content.encode()).decode())
