"""The pages of the site: which there are, and what stands on each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Kata
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace
from nnkata.errors import ContentError
from nnkata.site.markdown import Places, html_of, sections_of

# Documents of the repository that have a page of their own, if they are there.
DOCUMENTS = {
    "docs/teachers.md": ("teachers.html", "For teachers"),
    "katas/glossary.md": ("glossary.html", "Glossary"),
    "katas/calculus.md": ("calculus.html", "Calculus"),
    "CONTRIBUTING.md": ("contributing.html", "Contributing"),
    "docs/benchmarks.md": ("benchmarks.html", "Benchmarks"),
    "docs/api.md": ("api.html", "API"),
}
IN_MENU = ("teachers.html", "glossary.html", "calculus.html")
# Sections of README that stand elsewhere than in the manual.
SECTIONS = {
    "": "index.html",
    "The path": "index.html",
    "What is proved": "proofs.html",
    "For authors": "authors.html",
}
TITLES = {
    "manual.html": "On your machine",
    "proofs.html": "What is proved",
    "authors.html": "For authors",
}


@dataclass(frozen=True)
class Page:
    """One page: its file, its title, its text as HTML, and more for its template.

    `in_menu` is whether every page links to it, at its top.
    """

    file: str
    title: str
    body: str
    template: str = "page.html"
    in_menu: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def pages_of(workspace: Workspace) -> list[Page]:
    """Return every page of the site, the path first."""
    root = workspace.root
    readme = sections_of(_text(root / "README.md"))
    for title in SECTIONS:
        if title not in readme:
            raise ContentError(f"README.md has no section '{title}' for the site.")
    places = places_of(workspace, readme)
    return [
        *_readme_pages(workspace, readme, places),
        *_lessons(workspace.path, places),
        *_documents(root, places),
    ]


def places_of(workspace: Workspace, readme: Iterable[str]) -> Places:
    """Return where the files of the repository stand on the site."""
    root = workspace.root
    places = {"README.md": "index.html"}
    for title in readme:
        anchor = title.lower().replace(" ", "-").replace(",", "")
        places[f"README.md#{anchor}"] = SECTIONS.get(title, "manual.html")
    places |= {f: page for f, (page, _) in DOCUMENTS.items() if (root / f).is_file()}
    for kata in workspace.path:
        places[f"katas/{kata.slug}/README.md"] = f"{kata.slug}.html"
    return places | pictures(workspace)


def pictures(workspace: Workspace) -> dict[str, str]:
    """Return the pictures of the repository, and their names on the site."""
    own = [*workspace.root.glob("docs/*.svg"), *workspace.root.glob("katas/*.svg")]
    found = {file: file.name for file in own}
    for kata in workspace.path:
        for file in kata.folder.glob("*.svg"):
            found[file] = f"{kata.slug}-{file.name}"
    return {
        file.relative_to(workspace.root).as_posix(): name
        for file, name in found.items()
    }


def _readme_pages(
    workspace: Workspace, readme: dict[str, str], places: Places
) -> Iterator[Page]:
    path = {"chapters": _chapters(workspace.path)}
    lead = html_of(readme[""], "README.md", places)
    yield Page("index.html", "nnkata", lead, "path.html", True, path)
    for file, title in TITLES.items():
        parts = [
            text
            for heading, text in readme.items()
            if SECTIONS.get(heading, "manual.html") == file
        ]
        text = "\n".join(parts)
        if len(parts) == 1:  # its heading is that of the page
            text = text.removeprefix("#")
        body = html_of(text, "README.md", places)
        yield Page(file, title, body, in_menu=True)


def _chapters(path: Sequence[Kata]) -> dict[str, list[Kata]]:
    chapters: dict[str, list[Kata]] = {}
    for kata in path:
        chapters.setdefault(kata.chapter, []).append(kata)
    return chapters


def _lessons(path: Sequence[Kata], places: Places) -> Iterator[Page]:
    for kata, before, after in zip(
        path, [None, *path], [*path[1:], None], strict=False
    ):
        file = f"katas/{kata.slug}/README.md"
        body = html_of(_text(kata.lesson), file, places)
        more: dict[str, Any] = {
            "kata": kata,
            "before": before,
            "after": after,
            "length": len(path),
        }
        more["facts"] = None if kata.extras else _facts(kata, after)
        yield Page(f"{kata.slug}.html", kata.title, body, "lesson.html", more=more)


def _facts(kata: Kata, after: Kata | None) -> dict[str, Any]:
    """Return what the bench beside a lesson knows of its kata."""
    functions = read_toml(kata.hints)
    return {
        "slug": kata.slug,
        "stub": _text(kata.stub),
        "hints": {name: hints["steps"] for name, hints in functions.items()},
        "goals": [goal.name for goal in kata.goals if goal.required],
        "draws": any("mnist" in goal.dataset for goal in kata.goals),
        "next": after and {"file": f"{after.slug}.html", "title": after.title},
    }


def _documents(root: Path, places: Places) -> Iterator[Page]:
    for file, (page, title) in DOCUMENTS.items():
        if file in places:
            body = html_of(_text(root / file), file, places)
            yield Page(page, title, body, in_menu=page in IN_MENU)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ContentError(
            f"{file} cannot be read: {error.strerror}. The site is built in a clone."
        ) from None
