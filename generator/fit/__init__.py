"""Fitting a twin: a scenario whose ledgers look like somebody's own, without a row, name or id of it."""
