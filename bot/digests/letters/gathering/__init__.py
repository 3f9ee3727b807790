"""Finds what there is to tell one reader: each part of a digest has its module.

Only what the reader may see is looked for: the scope holds their communities as they are now.
"""
