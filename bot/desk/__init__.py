"""The facilitator's desk: what waits for a community's facilitators, each item with its button."""
