"""What is told twice: which reports tell one event, and the event they make."""
