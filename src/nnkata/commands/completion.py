"""Complete verbs, options and katas in your shell.

eval "$(nnkata completion bash)"        in ~/.bashrc; with zsh in ~/.zshrc
nnkata completion fish | source         in ~/.config/fish/config.fish
"""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter


def add_arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.add_argument("shell", choices=("bash", "zsh", "fish", "powershell"))


def run(args: Namespace) -> None:
    from argcomplete.shell_integration import shellcode

    print(shellcode(["nnkata"], shell=args.shell))
