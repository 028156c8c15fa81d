"""The tasks of assignment a01: a table of the customers that can be trusted, and what it says."""
