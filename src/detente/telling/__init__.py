"""Every sentence and label that the product says, once, in each language of the interface, and what may be said of an event."""
