"""The start scripts: they find a Python and leave everything else to start.py."""

from __future__ import annotations

_WINDOWS = """\
@echo off
cd /d "%~dp0"
for %%v in (3.13 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul && (
    py -%%v kit\\start.py %*
    goto end
  )
)
python -c "" >nul 2>nul && (
  python kit\\start.py %*
  goto end
)
echo Python was not found: see step 1 in README-START.html.
start "" README-START.html
pause
exit /b 1
:end
if errorlevel 1 pause
"""

_OTHERS = """\
#!/bin/sh
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.11 python3; do
  if "$python" -c '
import sys, venv, ensurepip
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    exec "$python" kit/start.py "$@"
  fi
done
echo "Python 3.11, 3.12 or 3.13 was not found: see step 1 in README-START.html." >&2
exit 1
"""

WINDOWS, MACOS, LINUX = "start.bat", "start.command", "start.sh"

RUNNABLE = (MACOS, LINUX)


def scripts() -> dict[str, bytes]:
    """The start scripts by name. On Windows one is in ASCII with its own line ends: other text is read differently."""
    others = _OTHERS.encode("ascii")
    return {WINDOWS: _WINDOWS.replace("\n", "\r\n").encode("ascii"), MACOS: others, LINUX: others}
