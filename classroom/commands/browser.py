"""Opening a page where there is a browser."""

from __future__ import annotations


def show(address: str) -> None:
    """Open an address in the browser; nothing happens where there is none."""
    import webbrowser
    from contextlib import suppress

    with suppress(webbrowser.Error):
        webbrowser.open(address)
