"""The subject in a process of its own, behind walls.

memory      where the items of an array lie
wire        the values that cross between the two processes
changes     to the objects of a call, which both sides number alike
channel     the frames that carry them
worker      the process that holds the subject: it answers calls
modules     the texts of the subject as modules of the worker
results     the arrays of a call that go back to the host
walls       what a worker shuts itself off from before it reads a subject
bubblewrap  the command that starts a zygote in namespaces
zygote      a warm process that forks workers
allowance   how much time a worker has for a test
host        a worker as seen from the process that judges
tiers       which walls work on this machine
rebuilt     errors of a worker, raised anew
told        what a worker tells of its file
walled      the loader and the functions that a spec gets
"""
