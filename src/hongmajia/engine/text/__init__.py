"""What texts say: n-grams, fields of work, embeddings, categories of needs."""
