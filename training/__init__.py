"""The corpus of our own writing, its checker and its generator, and the training of all that is learned."""
