"""How well the site told of what happened in a period: figures, and the forms that they are given out in.

It counts what a timeline says. It knows neither files nor pages.
"""
