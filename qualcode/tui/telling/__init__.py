"""What is told of codes and themes, in paragraphs."""
