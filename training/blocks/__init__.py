"""What a block is: blocks of our own writing, and the training of the classifier of `detente.cleaning.learned`.

usage: python -m training.blocks [--seed 7]
"""
