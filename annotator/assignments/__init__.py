"""Who does which article: the queue, its slots, and what goes back to it."""
