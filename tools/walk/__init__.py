"""Walks through the program in a real terminal, and keeps what the screens showed."""
