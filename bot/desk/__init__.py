"""The facilitator's desk: what waits for a person's attention, each with its button."""
