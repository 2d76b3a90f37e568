"""Grading of strangers' files: a class of any size, behind walls, with marks to stand by.

submission  what a student handed in: the text of a file for each kata
ingest      read submissions from folders, archives, notebooks and single files
students    whose a file is; names that are safe to print and to store under
hand_in     the files of one student: which are answers, and what is refused
sources     the text of an answer from bytes, or from a notebook's cell
found       files of folders and archives, opened without following links
job         one file of one student, as plain data
mark        what one student gets for one kata, and its JSON form
grader      one job to one mark: a function that any executor can run
results     from the verdict of a spec to the word for what became of a file
process     a process that grades one job after another, and what reaches it
workers     an executor of such processes here, or on the workers of a dask cluster
secret      calls that no submission can know, and which tests are lost on them
secret_call one of these, and whether a subject answers it
training    graded runs from secret seeds, with a witness
suspicion   data in a file, which a person should look at
variation   the arguments of such calls
agreement   whether their results agree
ledger      the marks on the disk, from which a grading that was stopped goes on
class_secret  what decides the secret calls and seeds of a class
classroom   all jobs of a class through an executor, with a bounded window
class_marks the marks of a class as one table
similar     submissions that resemble each other
feedback    what a student reads of the marks
statistics  what was hard for a class
page        the class on one HTML page
spreadsheet CSV in which no text becomes a formula
gradescope  Gradescope's results.json
gradebook   all of these files
exported_table  a table that Canvas or Moodle exported, and where its cells stand
course_file marks back into such a table: one column filled, nothing else changed
"""
