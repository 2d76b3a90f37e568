"""A kata as a notebook: its lesson, and its stub in a cell that judges itself.

The kata's folder is the only source. The same folder makes the same bytes: ids and
metadata are fixed, so that a notebook can be committed and compared.
"""

import base64
import html
import re
from importlib.metadata import PackageNotFoundError, metadata
from posixpath import normpath

from nnkata.content.catalog import Kata
from nnkata.errors import NnkataError

LOAD = """\
# If nnkata is not installed yet, in Colab for instance, remove the "#" of the next line.
# %pip install --quiet nnkata
%load_ext nnkata"""
HERE = """\
In this notebook the last cell is your file `{slug}.py`. Running it judges it, as
`nnkata check {slug}` does; then its functions can be tried in cells of your own.
`%%kata {slug} --save` as its first line also writes it into the workspace around."""
FORMAT = 5  # the minor version in which cells have ids
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# In a lesson, links to other texts, and pictures beside it.
LINK = re.compile(r"(?<!!)\[([^]]+)\]\(([^):\s]+\.md)(#[^)]*)?\)")
PICTURE = re.compile(r"!\[([^]]+)\]\(([^):\s]+\.svg)\)")
METADATA = {"kernelspec": KERNEL, "language_info": {"name": "python"}}


def notebook_of(kata: Kata, stub: str) -> str:
    """Return the text of a notebook file.

    Parameters
    ----------
    kata : Kata
        Its lesson is the first cell.
    stub : str
        What the learner begins with: the last cell, under `%%kata`.
    """
    try:
        from nbformat import v4, validate, writes
    except ImportError:
        raise NnkataError(
            "A notebook needs nbformat. Install it: pip install 'nnkata[notebook]'"
        ) from None
    lesson = kata.lesson.read_text(encoding="utf-8").rstrip()
    cells = [
        v4.new_markdown_cell(_standing_alone(lesson, kata), id="lesson"),
        v4.new_markdown_cell(HERE.format(slug=kata.slug), id="here"),
        v4.new_code_cell(LOAD, id="load"),
        v4.new_code_cell(f"%%kata {kata.slug}\n{stub.rstrip()}", id="answer"),
    ]
    notebook = v4.new_notebook(cells=cells, metadata=METADATA, nbformat_minor=FORMAT)
    validate(notebook)
    return f"{writes(notebook, version=4).rstrip()}\n"


def _standing_alone(text: str, kata: Kata) -> str:
    """Return a lesson that holds anywhere: beside a notebook there are no other files.

    Links lead to the repository, or become words where no address is known. Pictures stand
    in the text: as attachments, Jupyter shows no SVG.
    """
    address = _address()

    def resolved(link: re.Match[str]) -> str:
        words, to, place = link.groups(default="")
        file = normpath(f"katas/{kata.slug}/{to}")
        return f"[{words}]({address}/blob/HEAD/{file}{place})" if address else words

    def embedded(picture: re.Match[str]) -> str:
        words, name = picture.groups()
        file = kata.folder / name
        if not file.is_file():
            return str(words)
        data = base64.b64encode(file.read_bytes()).decode()
        alt = html.escape(words)
        return f'<img alt="{alt}" src="data:image/svg+xml;base64,{data}">'

    return PICTURE.sub(embedded, LINK.sub(resolved, text))


def _address() -> str:
    """Return the address of the repository; "" if the package states none."""
    try:
        urls = metadata("nnkata").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = dict(str(url).split(", ", 1) for url in urls)
    return named.get("Repository", "").rstrip("/")
