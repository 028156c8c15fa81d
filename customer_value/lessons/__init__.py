"""What single lessons prepare from a ledger, where it is longer than a cell may be and not what the lesson teaches."""
