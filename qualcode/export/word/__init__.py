"""The parts of a Word document: text, tables, styles, and the package that holds them."""
