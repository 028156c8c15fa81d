"""Access for self-study: who may come in, from which moment to which, and why.

Everything that happens to a learner's access is one line of access/log.jsonl in the class folder, and nothing else says
who may come in: what stands there is folded into passes, one for each order of a learner, by `passes.py`.

    order      a ticket is bought: a pass waits
    notified   the letter has gone out: the pass is open from that moment; that day is its first day
    extended, paused, resumed, revoked
    voucher    a code that an order can be paid with is issued
"""
