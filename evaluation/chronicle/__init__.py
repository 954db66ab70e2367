"""Events of the shipped chronicle, drawn by chance and held against their own sentences by a judge who did not write the rules."""
