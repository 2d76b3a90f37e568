"""The command of bubblewrap, a program that starts another one in namespaces of its own.

It is worth trying where a system forbids namespaces to programs like ours: this one may
be allowed them by name, or have the rights of root for it.

The process inside forks workers, each of which puts up the filter of system calls: a
filter by bubblewrap itself would have to let that process read files and fork.
"""

import os
import shutil
import site
import sys
from importlib.util import find_spec
from pathlib import Path

from nnkata.errors import NnkataError
from nnkata.files import PACKAGE

NAMESPACES = (
    "--unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try"
)
# Root needs no namespace of users, in which its workers could not give up its ids. Without
# the right to kill, its end would not end workers of other ids.
AS_ROOT = "--cap-drop ALL --cap-add CAP_SETUID --cap-add CAP_SETGID --cap-add CAP_KILL"
LIBRARIES = "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"
# All of this package that the process inside imports.
OURS = "__init__.py", "version.py", "subject/__init__.py", "subject/sandbox"


def command(code: str) -> list[str]:
    """Return the command that lets Python run some code in there; it inherits stdin."""
    program = shutil.which("bwrap")
    if program is None:
        raise NnkataError("bubblewrap is not installed")
    python = os.path.realpath(sys.executable)
    ids = AS_ROOT if os.geteuid() == 0 else "--unshare-user"
    return [
        # Python inside ends with its socket; a thread that ends must not end it.
        *(program, "--new-session", "--chdir", "/"),
        *(*NAMESPACES.split(), *ids.split()),
        *("--dev", "/dev", "--proc", "/proc"),
        *_shown(sys.base_prefix, python, *LIBRARIES),
        # They have katas' answers, where nnkata is installed in the usual way.
        *(word for folder in _packages() for word in ("--tmpfs", folder)),
        *_shown(*_numpy(), *(PACKAGE / name for name in OURS)),
        *("--remount-ro", "/", "--", python, "-I", "-S", "-c", code),
    ]


def _shown(*paths: str | Path) -> list[str]:
    """Return the words that let the program inside read these files and folders."""
    return [word for path in map(str, paths) for word in ("--ro-bind-try", path, path)]


def _packages() -> list[str]:
    """Return the folders that Python's packages are installed in."""
    names = {*site.getsitepackages(), *sys.path}
    names = {name for name in names if Path(name).name.endswith("-packages")}
    return sorted(name for name in names if Path(name).is_dir())


def _numpy() -> list[Path]:
    spec = find_spec("numpy")
    (home,) = (spec and spec.submodule_search_locations) or [""]
    return [Path(home), Path(home).with_name("numpy.libs")]
