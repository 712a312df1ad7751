from .browser import browser, served, visits

__all__ = ["browser", "served", "visits"]
