"""From a spec and a subject to a verdict, in a process of its own."""
