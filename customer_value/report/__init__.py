"""The report on somebody's own orders: one page to keep, made and read on the own machine."""
