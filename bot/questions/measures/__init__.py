"""How asking is going in a community, month by month, for its facilitators.

Nothing here is about a person: no name and no number of anybody's own.
"""
