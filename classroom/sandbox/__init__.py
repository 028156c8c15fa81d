"""Where learners' code runs: a process that can read what Python needs, write in one folder, and reach nothing else.

Three things hold it, each for what the others do not know of: Landlock decides which files can be opened, a seccomp
filter which system calls exist, limits how much of the machine can be taken. None of them needs root, a container
or a namespace; where the grader is root, the process gives that up first. Linux only: see `support`.
"""
