"""The same tasks done by hand: one short script each, with what Python brings and xlsxwriter."""
