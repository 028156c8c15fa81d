"""The tasks of assignment a10, module by module."""
