"""Makes customer ledgers: from a scenario (an industry, a place, behaviours) and a seed to a folder of tables."""
