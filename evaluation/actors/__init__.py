"""Measures the resolution of actors on our own phrases and on sentences without political actors."""
