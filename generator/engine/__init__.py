"""Makes ledgers of any size: in blocks, by any number of workers, in bounded memory, and whole or not at all.

plan.py says what is to be made, job.py makes one block of it, workers.py says by whom, stage.py keeps what is finished
where a stopped run finds it again, assemble.py puts the blocks together, and run.py does all of it.
"""
