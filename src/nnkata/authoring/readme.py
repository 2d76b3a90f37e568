"""Write the generated tables of README: the path, and what is proved of it."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from nnkata.content.catalog import Kata
from nnkata.errors import ContentError

if TYPE_CHECKING:
    from nnkata.authoring.proof import Proof


PATH = ("<!-- path: nnkata dev readme -->", "<!-- end of path -->")
PROOFS = ("<!-- proofs: nnkata dev check --write -->", "<!-- end of proofs -->")

PATH_HEAD = "| # | kata | what you write | minutes |\n|---:|---|---|---:|"
PROOFS_HEAD = (
    "| kata | tests | mistakes refused | of them named | mutants killed | equivalent |"
    " right answers accepted |\n|---|---:|---:|---:|---:|---:|---:|"
)


def path_table(path: Sequence[Kata]) -> str:
    """Return a Markdown table: a row for each kata, and one for each chapter."""
    rows = [PATH_HEAD]
    for chapter, katas in groupby(path, lambda kata: kata.chapter):
        rows.append(f"| | **{chapter}** | | |")
        for kata in katas:
            link = f"[`{kata.slug}`](katas/{kata.slug}/README.md)"
            rows.append(f"| {kata.number} | {link} | {kata.summary} | {kata.minutes} |")
    return "\n".join(rows)


def proof_table(proofs: "Sequence[Proof]") -> str:
    """Return a Markdown table with a row for each kata."""
    return "\n".join([PROOFS_HEAD, *(_proof_row(proof) for proof in proofs)])


def put(readme: str, marks: tuple[str, str], table: str) -> str:
    """Return the README's text with a table between its marks."""
    before, _, after = _around(readme, marks)
    return f"{before}{marks[0]}\n\n{table}\n\n{marks[1]}{after}"


def rows_of(readme: str, slugs: Sequence[str]) -> list[str]:
    """Return the rows of katas that cannot be proved, for want of an extra."""
    _, inside, _ = _around(readme, PROOFS)
    marks = tuple(f"| `{slug}` |" for slug in slugs)
    return [line for line in inside.splitlines() if marks and line.startswith(marks)]


def differences(
    readme: str, proofs: "Sequence[Proof]", left_out: Sequence[str] = ()
) -> list[str]:
    """Return how the proofs differ from what the README says of them."""
    _, inside, _ = _around(readme, PROOFS)
    expected = [proof_table(proofs), *rows_of(readme, left_out)]
    if inside.strip() == "\n".join(expected):
        return []
    rows = [row for proof in proofs if (row := _proof_row(proof)) not in inside]
    return [f"README says something else, expected: {row}" for row in rows] or [
        "README lists other katas: `nnkata dev check --write` renews its table."
    ]


def _proof_row(proof: "Proof") -> str:
    cells = (
        f"`{proof.slug}`",
        proof.tests,
        proof.mistakes,
        proof.named,
        f"{proof.killed} of {proof.mutants}",
        proof.equivalent,
        f"{proof.accepted} of {proof.right}",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _around(readme: str, marks: tuple[str, str]) -> tuple[str, str, str]:
    before, begin, rest = readme.partition(marks[0])
    inside, end, after = rest.partition(marks[1])
    if not (begin and end):
        raise ContentError(
            f"README.md needs the lines\n{marks[0]}\n{marks[1]}\nfor a table."
        )
    return before, inside, after
