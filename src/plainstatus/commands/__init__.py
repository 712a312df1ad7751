"""The command line: each command parses, calls the stages, and prints. None has rules of its own."""
