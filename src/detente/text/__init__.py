"""The leaf that all stages share: the one reader of our tab-separated tables, and what is known of letters, days and typography."""
