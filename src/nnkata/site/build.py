"""Build the site: every page, its pictures and its style, as static files."""

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nnkata.content.extras import install_command
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError
from nnkata.site.pages import Page, pages_of, pictures

FOLDER = Path(__file__).parent
MARK = ".nnkata-site"  # stands in a folder that a later build may replace
MODULES = ("latex2mathml", "markdown_it", "mdit_py_plugins", "pygments")


def build_site(workspace: Workspace, out: Path) -> list[str]:
    """Write the site of a clone into a folder, and return the names of its pages.

    A folder that is there already is replaced if an earlier build has made it.
    """
    if not all(map(find_spec, MODULES)):
        raise NnkataError(f"The site needs more packages: {install_command('site')}")
    pages = pages_of(
        workspace
    )  # what is wrong in a source is found before anything goes
    _make(out)
    for name, picture in pictures(workspace).items():
        shutil.copyfile(workspace.root / name, out / picture)
    shutil.copytree(FOLDER / "web", out, dirs_exist_ok=True)
    menu = [page for page in pages if page.in_menu]
    for page in pages:
        text = _rendered(page, menu=menu)
        (out / page.file).write_text(text, encoding="utf-8", newline="\n")
    return [page.file for page in pages]


def _make(out: Path) -> None:
    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        raise NnkataError(f"{out} is not empty. Name a new folder for the site.")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / MARK).touch()


def _rendered(page: Page, **more: Any) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    templates = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = templates.get_template(page.template)
    return template.render(page=page, body=Markup(page.body), **page.more, **more)
