"""The truth on disk: documents, what is coded, segments, in SQLite; and the files beside it."""
