"""The grouping board: piles of codes side by side."""
