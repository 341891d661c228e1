"""The page that reads warnings: pasted text to areas, times and doubts. Nothing is stored."""
