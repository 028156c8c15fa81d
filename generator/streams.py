"""Random numbers that stay put: every array of a ledger is drawn from a stream of its own.

A stream is a Philox generator. Its key is (seed, block) and its counter begins at a place that the stream's name
decides, 2**192 steps from the next, so streams never meet. Three things follow, and tests hold them:

- a table or column that is added later does not move the ones that were there;
- a block of customers comes out the same whichever worker makes it, and in whatever order;
- arrays are drawn in customer order, so the first customers of a block are the same in a longer ledger.

The size of a block is part of the contract, as each scenario's `block`: another size makes other ledgers.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

WHOLE = 2**63
"""The block number of what a ledger has only once, such as its products."""


@dataclass(frozen=True)
class Streams:
    """The streams of one block of one ledger.

    Attributes:
        seed: the ledger's seed, 0 to 2**64 - 1.
        block: the number of the block, from 0; WHOLE for what is not made per customer.
    """

    seed: int
    block: int

    def __call__(self, name: str) -> np.random.Generator:
        """A generator at the beginning of the stream with this name; the same name gives the same numbers again."""
        place = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
        key = np.array([self.seed, self.block], dtype=np.uint64)
        return np.random.Generator(np.random.Philox(key=key, counter=np.array([0, 0, 0, place], dtype=np.uint64)))
