"""Injections of our own writing in eight languages, spliced into articles of our own: does cleaning find them, and only them?"""
