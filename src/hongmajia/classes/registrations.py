"""What the room `classes` registers."""
