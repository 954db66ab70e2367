"""Does the casebook see that reports of one event are reports of one event? Invented stories, `make merge` to measure."""
