"""Write the generated tables of README: the path, and what is proved of it."""

from collections.abc import Sequence
from itertools import groupby

from nnkata.authoring.proof import Proof
from nnkata.content.catalog import Kata
from nnkata.errors import ContentError

PATH = ("<!-- path: nnkata dev readme -->", "<!-- end of path -->")
PROOFS = ("<!-- proofs: nnkata dev check --write -->", "<!-- end of proofs -->")
GOALS = ("<!-- goals: nnkata dev check --goals --write -->", "<!-- end of goals -->")

PATH_HEAD = "| # | kata | what you write | minutes |\n|---:|---|---|---:|"
PROOFS_HEAD = (
    "| kata | tests | mistakes refused | of them named | mutants killed | equivalent |"
    " right answers accepted |\n|---|---:|---:|---:|---:|---:|---:|"
)
GOALS_HEAD = (
    "| kata | goal | broken networks that miss it on each of 5 seeds |\n|---|---|---|"
)
PROOFS_ROW = (
    "| `{slug}` | {tests} | {mistakes} | {named} | {killed} of {mutants} | {equivalent} |"
    " {accepted} of {right} |"
)


def path_table(path: Sequence[Kata]) -> str:
    """Return a Markdown table: rows for katas and chapters, and the hours in all."""
    rows = [PATH_HEAD]
    for chapter, katas in groupby(path, lambda kata: kata.chapter):
        rows.append(f"| | **{chapter}** | | |")
        for kata in katas:
            link = f"[`{kata.slug}`](katas/{kata.slug}/README.md)"
            rows.append(f"| {kata.number} | {link} | {kata.summary} | {kata.minutes} |")
    minutes = sum(kata.minutes for kata in path)
    rows.append(f"| | **In all** | about {minutes / 60:.0f} hours | {minutes} |")
    return "\n".join(rows)


def proof_table(proofs: Sequence[Proof], more: Sequence[str] = ()) -> str:
    """Return a Markdown table with a row for each kata, and more rows at its end."""
    return "\n".join([PROOFS_HEAD, *map(_proof_row, proofs), *more])


def goal_table(path: Sequence[Kata]) -> str:
    """Return a Markdown table with a row for each goal that refuses broken networks."""
    rows = [
        f"| `{kata.slug}` | {goal.name} | {', '.join(goal.refuses).replace('_', ' ')} |"
        for kata in path
        for goal in kata.goals
        if goal.refuses
    ]
    return "\n".join([GOALS_HEAD, *rows])


def put(readme: str, marks: tuple[str, str], table: str) -> str:
    """Return the README's text with a table between its marks."""
    before, begin, rest = readme.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (begin and end):
        raise ContentError(
            f"README.md needs the lines\n{marks[0]}\n{marks[1]}\nfor a table."
        )
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def rows_of(readme: str, slugs: Sequence[str]) -> list[str]:
    """Return the rows of katas that cannot be proved, for want of an extra."""
    starts = tuple(f"| `{slug}` |" for slug in slugs)
    table = readme.partition(PROOFS[0])[2].partition(PROOFS[1])[0]
    return [line for line in table.splitlines() if line.startswith(starts)]


def differences(
    readme: str, proofs: Sequence[Proof], left_out: Sequence[str] = ()
) -> list[str]:
    """Return how the proofs differ from what the README says of them."""
    table = proof_table(proofs, rows_of(readme, left_out))
    if put(readme, PROOFS, table) == readme:
        return []
    rows = [row for row in map(_proof_row, proofs) if row not in readme]
    return [f"README says something else, expected: {row}" for row in rows] or [
        "README lists other katas: `nnkata dev check --write` renews its table."
    ]


def _proof_row(proof: Proof) -> str:
    return PROOFS_ROW.format(slug=proof.slug, **proof.counts)
