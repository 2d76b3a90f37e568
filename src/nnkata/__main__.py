"""`python -m nnkata` is the command line."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        # The folder that one stands in: no file of a learner's is taken for a module.
        del sys.path[0]
    try:
        import signal

        if hasattr(signal, "pthread_sigmask"):  # kata.py holds Ctrl-C back until here
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        from nnkata.cli import main

        status = main()
    except KeyboardInterrupt:  # so early that the command line could not say it
        print("nnkata: stopped", file=sys.stderr)
        status = 130
    sys.exit(status)
