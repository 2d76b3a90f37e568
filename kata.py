"""The two commands, on any machine with Python 3.11 or newer:

    python kata.py          set up, and show the path: your katas beside the reference
    python kata.py test     set up, and pass the tests (--all: those of Keras, too)

Any other words go to the command line: `python kata.py check neuron` is the same as
`nnkata check neuron`, and needs nothing installed by hand. Everything is installed into
.venv, nothing anywhere else.
"""

import sys

if __name__ == "__main__" and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # no file beside this one is taken for a module

import hashlib
import importlib.util
import os
import subprocess
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def main(words):
    if sys.version_info < OLDEST:
        sys.exit(
            "nnkata needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2]
        )
    if words[:1] == ["test"]:
        set_up("dev")
        environments = ["-e", "ALL"] if "--all" in words else []
        rest = [word for word in words[1:] if word != "--all"]
        return hand_over(["-P", "-m", "tox", "run", *environments, *rest])
    set_up("core")
    return hand_over(["-P", "-m", "nnkata", *(words or ["start"])])


def set_up(what):
    """Make .venv and install into it, unless that was done for this pyproject.toml."""
    stamp = VENV / f"nnkata-{what}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted and PYTHON.exists():
        return
    if not PYTHON.exists() or not works(PYTHON):
        if importlib.util.find_spec("ensurepip") is None:
            version = "%d.%d" % sys.version_info[:2]
            sys.exit(
                f"Python's ensurepip is missing: install the package python{version}-venv"
                f" (Debian, Ubuntu: sudo apt install python{version}-venv) and try again."
            )
        say("making .venv")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)], "making .venv failed")
    say("installing nnkata and what it needs into .venv (once)")
    target = str(ROOT) + ("[dev]" if what == "dev" else "")
    run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        + ["--editable", target],
        "the installation failed (the lines above say why; is there a network, and space?)."
        " Run the same command again to go on",
    )
    stamp.write_text(wanted)


def works(python):
    """Whether an interpreter starts, and has pip: a half-made .venv does not."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.call([str(python), "-m", "pip", "--version"], **quiet) == 0


def run(command, problem):
    if subprocess.call(command, cwd=ROOT) != 0:
        sys.exit(f"kata.py: {problem}.")


def hand_over(arguments):
    """Go on as the .venv's Python, in the folder the learner is in."""
    environment = dict(os.environ, NNKATA_COMMAND="python kata.py")
    if Path.cwd() != ROOT and ROOT not in Path.cwd().parents:
        os.chdir(ROOT)
    if "tox" in arguments:
        os.chdir(ROOT)
        environment.update(every_python_of_pyenv(environment))
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        return subprocess.call(command, env=environment)
    sys.stdout.flush()
    return os.execve(command[0], command, environment)


def every_python_of_pyenv(environment):
    """pyenv shows only the Pythons that are switched on; tox should see them all."""
    root = environment.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
    bins = sorted(str(folder) for folder in Path(root).glob("versions/3.*/bin"))
    return {"PATH": os.pathsep.join([*bins, environment.get("PATH", "")])}


def say(text):
    print(f"kata.py: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
