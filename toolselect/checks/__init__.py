"""Rules about what was loaded: each yields findings at places, and none of them reads a file or a position.

`profile` holds those about one vendor, `study` strings all others together; the modules beside them hold one subject
each. Adding a rule is adding a function, and a line to the table that runs it.
"""
