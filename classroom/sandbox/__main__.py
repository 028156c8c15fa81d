"""What the sandbox of this machine is: `python -m classroom.sandbox`."""

from __future__ import annotations

import sys

from classroom.sandbox.support import listable_folders, readable_folders, support
from customer_value.settings import find_settings


def main() -> int:
    """Say whether there is a sandbox here and what can be read in it; 1 where there is none."""
    found = support()
    print(found.text(find_settings().language))
    if found.missing:
        return 1
    print(*readable_folders(), *listable_folders(), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
