"""Annotation sets, annotations and every change to them."""
