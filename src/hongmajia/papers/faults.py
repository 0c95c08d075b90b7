"""Why a paper cannot be set. What people can mend is told by its own class."""


class PaperFault(Exception):  # noqa: N818 - a fault of the paper, of whichever kind
    """A paper that was not set; nothing half done is left."""


class FontsMissing(PaperFault):
    """The faces were not fetched; ``make ready`` does."""


class GlyphsMissing(PaperFault):
    """Characters that no face of ours draws; they would print as empty boxes."""

    def __init__(self, characters: str) -> None:
        super().__init__(characters)
        self.characters = characters
        """Each once, in the order of their first use."""


class TemplateFault(PaperFault):
    """typst refused or warned; the message is typst's own, for whoever mends the template."""
