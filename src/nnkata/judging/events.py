"""What a run of a spec reports while it goes on: plain data, ready for JSON.

Each event is a dict whose key `event` names its kind:

- `collected`: `tests`, the names of those that will run; `spec`, every test's name and goal
- `start`: `name` of the test, its `limit` and `clock` in seconds, and the `file` under test
- `progress`: `goal`, `epoch`, `epochs`, `cost`, `metrics` and `seconds` of a graded run
- `end`: `verdict`, the fields of a `TestVerdict`; `digest`, the hash of the executed file
- `finish`: every test has ended
- `defect`: `text` of an error that is a fault of nnkata or of pytest
"""

from typing import Any

Event = dict[str, Any]
