"""Sentences of our own writing that name two states and state no event between them (history, geography, sport, fiction, ...)."""
