"""The study file: its tables, its history, and the only way to write to it.

`study.Study` opens and holds the file, `journal.Change` writes and records, `undo` takes back.
The other modules read and write one kind of thing each.
"""
