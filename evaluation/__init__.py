"""Measurements: is it good enough (gates) and fast enough, on texts of our own writing and on public sets."""
