"""Widgets paint and post messages; they get their data as arguments and never ask the study."""
