"""The portal's pages: one module a page or a family of pages."""
