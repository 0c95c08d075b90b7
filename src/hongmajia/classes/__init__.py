"""Classes (培训班)."""
