"""Word documents, written with python-docx: the only folder of `export` that imports it."""
