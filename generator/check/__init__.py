"""How real a ledger looks: its profile, its distance from another, a judge that tries to tell them apart, a report."""
