"""The commands: the path of a file is the command (`codebook/check.py` is `codebook check`).

A command that Python keeps for itself bears an underscore (`import_.py`). Each file has one
`command`, and imports what it needs inside it, so that help costs nothing. Files that begin
with an underscore are no commands, but what the commands share.
"""
