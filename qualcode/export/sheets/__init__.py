"""The sheets of the workbook, one module each; none of them knows the file they go into."""
