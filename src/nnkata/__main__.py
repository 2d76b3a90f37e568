"""`python -m nnkata` is the command line."""

import sys

if __name__ == "__main__":
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
