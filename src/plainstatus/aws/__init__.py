"""The way to AWS: which operations may be called, and clients that call no others."""
