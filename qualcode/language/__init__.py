"""Language: where sentences and words begin and end. The only room that knows spaCy."""
