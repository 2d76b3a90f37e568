"""The content of a workspace: katas, facts, stubs, hints and the learner's progress."""
