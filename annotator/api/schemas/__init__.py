"""What goes in and out, typed and described: the OpenAPI document is made of these."""
