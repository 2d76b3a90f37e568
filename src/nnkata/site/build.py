"""Build the site: every page, its pictures and its style, and Python for the bench."""

import hashlib
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nnkata.content.extras import install_command
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError
from nnkata.report.html.page import PLOTS_STYLE
from nnkata.site.engine import DATA, ENGINE, write_engine
from nnkata.site.pages import pages_of, pictures
from nnkata.site.runtime import write_runtime

FOLDER = Path(__file__).parent
MARK = ".nnkata-site"  # stands in a folder that a later build may replace
MODULES = ("latex2mathml", "markdown_it", "mdit_py_plugins", "pygments")


def build_site(workspace: Workspace, out: Path, *, has_python: bool = True) -> int:
    """Write the site of a clone into a folder, and return how many pages it has.

    A folder that is there already is replaced if an earlier build has made it.

    Parameters
    ----------
    workspace : Workspace
        A clone, with its documents.
    out : Path
    has_python : bool
        Whether katas can be worked on in the pages.

    Raises
    ------
    NnkataError
        If a source has something that cannot be shown, or Python cannot be fetched.
    """
    if not all(map(find_spec, MODULES)):
        raise NnkataError(f"The site needs more packages: {install_command('site')}")
    pages = pages_of(
        workspace
    )  # what is wrong in a source is found before anything goes
    _make(out)
    shutil.copytree(FOLDER / "web", out, dirs_exist_ok=True)
    with (out / "style.css").open("a", encoding="utf-8") as style:
        style.write(PLOTS_STYLE.read_text(encoding="utf-8"))
    for name, picture in pictures(workspace).items():
        shutil.copyfile(workspace.root / name, out / picture)
    menu = [page for page in pages if page.in_menu]
    for page in pages:
        about = {"page": page, "menu": menu, "has_python": has_python, **page.more}
        _render(page.template, out / page.file, **about)
    if has_python:
        write_runtime(out)
        write_engine(workspace, out / ENGINE)
        shutil.copyfile(workspace.root / DATA, out / Path(DATA).name)
        _write_worker(out)
    return len(pages)


def _make(out: Path) -> None:
    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        raise NnkataError(f"{out} is not empty. Name a new folder for the site.")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / MARK).touch()


def _write_worker(out: Path) -> None:
    """Write the service worker: what it keeps, and a version that changes with any of it."""
    files = sorted(f for f in out.rglob("*") if f.is_file() and f.name != MARK)
    contents = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    names = [file.relative_to(out).as_posix() for file in files]
    _render("sw.js", out / "sw.js", files=names, version=contents.hexdigest()[:12])


def _render(template: str, file: Path, **about: Any) -> None:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = templates.get_template(template).render(**about)
    file.write_text(text, encoding="utf-8", newline="\n")
