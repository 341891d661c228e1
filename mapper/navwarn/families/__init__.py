"""The words of each family of notices: what stands for a shape, a unit, a day, a month.

A family is a module with ``SHAPE`` (kind of key to pattern), ``UNITS`` (pattern to metres),
``MONTHS``, ``WEEKDAYS`` and ``TIME`` (kind of time word to pattern). All patterns are matched on
the plain text: upper case, one kind of dash, prime and degree sign.
"""
