"""Events that other systems coded, kept beside what was read."""
