"""What queries read: generations, overlays and counts as Parquet, and the questions put to them."""
