"""Print the code with which your shell completes commands.

eval "$(nnkata completion bash)"        in ~/.bashrc; with zsh in ~/.zshrc
nnkata completion fish | source         in ~/.config/fish/config.fish

It completes the command `nnkata`. In a clone, `source .venv/bin/activate` provides it;
`python kata.py` itself cannot be completed.
"""

import shutil
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from nnkata.content.workspace import print_warning


def add_arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument("shell", choices=("bash", "zsh", "fish", "powershell"))


def run(args: Namespace) -> None:
    from argcomplete.shell_integration import shellcode

    if shutil.which("nnkata") is None:
        activate = Path(sys.executable).with_name("activate")
        print_warning(
            f"`nnkata` is not on your PATH. `source {activate}` puts it there."
        )
    print(shellcode(["nnkata"], shell=args.shell))
