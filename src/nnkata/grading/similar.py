"""Submissions that resemble each other: a hint for a person, which changes no mark.

Names, order, comments and layout do not count, nor does what the stub hands out. Of the
right answers in `solutions/` no two that were written independently share more than half of
their fingerprints; copies with new names and another order share more than four fifths.
"""

import ast
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import combinations
from typing import NamedTuple

from nnkata.content.catalog import Kata
from nnkata.content.extras import install_command, is_installed
from nnkata.content.stubs import stub_of
from nnkata.content.workspace import bundled, nearest
from nnkata.grading.submission import Submission

LIMIT = 0.7  # of the fingerprints of the shorter file
FEWEST = 60  # fingerprints: below, two short answers are alike by necessity
LENGTH = 15  # characters of a fingerprint, names and strings being one character each
Prints = frozenset[int]


@dataclass(frozen=True)
class Similar:
    """Students whose files for one kata resemble each other.

    `likeness` is the share of fingerprints in common, of the least similar link.
    """

    kata: str
    students: tuple[str, ...]
    likeness: float


def missing_extra() -> str:
    """Return why similar submissions cannot be looked for; "" if they can."""
    if is_installed("similarity"):
        return ""
    install = install_command("similarity")
    return f"Similar submissions were not looked for. To have them shown: {install}"


def similar_submissions(
    katas: Iterable[Kata], submissions: Sequence[Submission]
) -> list[Similar]:
    """Return who resembles whom, the most similar first; files are parsed and never run.

    Files that Python cannot parse, and very short ones, are left out.
    """
    found = []
    for kata in katas:
        files = {
            s.student: s.files[kata.slug] for s in submissions if kata.slug in s.files
        }
        found += _similar_files(kata, files)
    return sorted(found, key=lambda similar: (-similar.likeness, similar.students))


def _similar_files(kata: Kata, files: dict[str, str]) -> list[Similar]:
    # As it is generated: the file in a workspace is somebody's answer.
    reference = (nearest(kata.folder) or bundled()).reference(kata.slug)
    handed_out = _fingerprints(stub_of(reference)) or frozenset()
    # Copies have the same fingerprints: they are found at once, and compared as one.
    copies: dict[Prints, list[str]] = {}
    for student, text in files.items():
        own = (_fingerprints(text) or frozenset()) - handed_out
        if len(own) >= FEWEST:
            copies.setdefault(own, []).append(student)
    clusters = {own: _Cluster(tuple(students), 1.0) for own, students in copies.items()}
    for likeness, one, other in _links([*copies]):
        both = clusters[one], clusters[other]
        if both[0] is not both[1]:
            joined = _Cluster(both[0].students + both[1].students, likeness)
            members = [own for own, cluster in clusters.items() if cluster in both]
            clusters |= dict.fromkeys(members, joined)
    return [
        Similar(kata.slug, tuple(sorted(students)), round(likeness, 2))
        for students, likeness in dict.fromkeys(clusters.values())
        if len(students) > 1
    ]


class _Cluster(NamedTuple):
    """Students whose files are linked, and how weak the weakest link is."""

    students: tuple[str, ...]
    likeness: float


def _links(files: Sequence[Prints]) -> list[tuple[float, Prints, Prints]]:
    """Return the pairs of files that resemble each other, the strongest link first."""
    counts = _in_common(files)
    links = []
    for one, other in combinations(range(len(files)), 2):
        shorter = min(len(files[one]), len(files[other]))
        if counts[one][other] >= LIMIT * shorter:
            likeness = counts[one][other] / shorter
            links.append((likeness, files[one], files[other]))
    return sorted(links, key=lambda link: link[0], reverse=True)


def _in_common(files: Sequence[Prints]) -> list[list[int]]:
    """Return how many fingerprints each file has in common with each other."""
    import numpy as np

    places: dict[int, list[int]] = {}
    for place, prints in enumerate(files):
        for fingerprint in prints:
            places.setdefault(fingerprint, []).append(place)
    counts = np.zeros((len(files), len(files)), int)
    for shared in places.values():
        if len(shared) > 1:
            counts[np.ix_(shared, shared)] += 1
    rows: list[list[int]] = counts.tolist()
    return rows


def _fingerprints(text: str) -> Prints | None:
    """Return the fingerprints of a file; None if it cannot be parsed."""
    from copydetect import CodeFingerprint

    try:
        with warnings.catch_warnings(action="ignore"):
            code = ast.unparse(_WithoutDocstrings().visit(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    options = {"language": "python", "fp": StringIO(code)}
    # A window of one keeps every fingerprint: which ones another keeps, chance decides.
    return frozenset(CodeFingerprint("kata.py", LENGTH, 1, **options).hashes)


class _WithoutDocstrings(ast.NodeTransformer):
    """Takes out what the stub hands out to all."""

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        match node:
            case (
                ast.Module(body=body)
                | ast.FunctionDef(body=body)
                | ast.ClassDef(body=body)
            ):
                node.body = [part for part in body if not _is_text(part)] or [
                    ast.Pass()
                ]
        return node


def _is_text(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False
