"""What a workspace holds: katas, their facts, stubs and hints, and a learner's progress."""
