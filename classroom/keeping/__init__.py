"""A class kept safe: a backup, putting one back, and forgetting a person."""
