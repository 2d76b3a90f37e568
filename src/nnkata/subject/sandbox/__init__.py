"""The subject in a process of its own, behind walls.

wire        the values that cross between the two processes
channel     the frames that carry them
worker      the process that holds the subject: it answers calls
walls       what a worker shuts itself off from before it reads a subject
bubblewrap  the command that starts a zygote in namespaces
zygote      a warm process that forks workers
host        a worker as seen from the process that judges
rebuilt     errors of a worker, raised anew
walled      the loader and the functions that a spec gets
"""
