"""From sources to segments: engines that read, the one writer, reading anew."""
