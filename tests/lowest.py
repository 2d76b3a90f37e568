"""Run `pip install` with every declared dependency at its lowest version.

tox calls it in place of pip, in its environment `lowest`. The versions come from
pyproject.toml, so that a bound that nnkata has outgrown is noticed.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def constraints(project: dict) -> list[str]:
    """Return a line for pip for each dependency of a project and of its extras."""
    extras = project.get("optional-dependencies", {})
    lines = [
        *project["dependencies"],
        *(line for lines in extras.values() for line in lines),
    ]
    return [pinned(line) for line in lines]


def pinned(dependency: str) -> str:
    """Return a dependency at its lowest version; ValueError if it declares none."""
    found = re.fullmatch(r"([\w.-]+)>=([\w.]+)", dependency)
    if found is None:
        raise ValueError(f"expected NAME>=VERSION, got {dependency!r}")
    return "==".join(found.groups())


def main(words: list[str]) -> int:
    """Install, and return pip's exit status."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lowest.txt")
        file.write_text("\n".join(constraints(project)), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "install", "--constraint", str(file)]
        return subprocess.call([*pip, *words])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
