"""Pure functions over an article's text: offsets, spans, blocks, segments, words."""
