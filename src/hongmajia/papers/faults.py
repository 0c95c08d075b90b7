"""Why a document cannot be made; what users can correct has a class of its own."""


class PaperFault(Exception):  # noqa: N818
    """A document that was not made; no incomplete file is left."""


class FontsMissing(PaperFault):
    """The fonts have not been downloaded; ``make ready`` does it."""


class GlyphsMissing(PaperFault):
    """Characters that are in none of our fonts; they would print as empty boxes."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters
        """Each once, in order of first use."""


class TemplateFault(PaperFault):
    """typst reported an error or a warning; the message is typst's own, for whoever maintains the
    template.
    """
