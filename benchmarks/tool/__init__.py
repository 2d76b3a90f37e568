"""The tool: how long a learner waits, how much memory data take, and how both grow.

loop           save to first failure; pytest; list
data_files     a large table, a folder of pictures
path           the whole path graded, its report, proofs of specs
growth         katas, tests, rows and pictures, at two sizes each
workspaces     folders to work in
"""

from tool.data_files import PICTURES, TABLE
from tool.growth import MORE_KATAS, MORE_PICTURES, MORE_ROWS, MORE_TESTS
from tool.loop import LIST, SAVE, STUB
from tool.path import PATH, PROOF_OF_PATH, PROOFS, REPORT

EXPERIMENTS = [
    *(SAVE, STUB, LIST),
    *(REPORT, TABLE, PICTURES, PATH, *PROOFS, PROOF_OF_PATH),
    *(MORE_KATAS, MORE_TESTS, MORE_ROWS, MORE_PICTURES),
]
