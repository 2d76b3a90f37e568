"""The tool: how long a learner waits, how much memory data take, and how both grow.

loop           save to first failure; pytest; list
data_files     a large table, a folder of pictures
path           the whole path graded, its report, proofs of specs
grading        strangers' files behind a wall: one student's path, many of one kata, a call
growth         katas, tests, rows and pictures, at two sizes each
workspaces     folders to work in
"""

from tool.data_files import PICTURES, TABLE
from tool.grading import CALL, PATH_OF_ONE, THROUGHPUT, UNITS_OF_ONE
from tool.growth import MORE_KATAS, MORE_PICTURES, MORE_ROWS, MORE_TESTS
from tool.loop import LIST, SAVE, STUB
from tool.path import PATH, PROOF_OF_PATH, PROOFS, REPORT

EXPERIMENTS = [
    *(SAVE, STUB, LIST),
    *(REPORT, TABLE, PICTURES, PATH, *PROOFS, PROOF_OF_PATH),
    *(PATH_OF_ONE, UNITS_OF_ONE, THROUGHPUT, CALL),
    *(MORE_KATAS, MORE_TESTS, MORE_ROWS, MORE_PICTURES),
]
