"""The types of the names that the package offers; each is imported when it is used."""

from nnkata.content.catalog import read_kata as read_kata
from nnkata.judging.collected import with_collected as with_collected
from nnkata.judging.job import Job as Job
from nnkata.judging.repro import open_kata as open_kata
from nnkata.judging.runner import (
    RunOptions as RunOptions,
)
from nnkata.judging.runner import (
    grade as grade,
)
from nnkata.judging.runner import (
    grade_all as grade_all,
)
from nnkata.judging.verdict import to_json as to_json
