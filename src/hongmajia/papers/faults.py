"""Why a document cannot be made; both are for whoever maintains the product."""


class PaperFault(Exception):  # noqa: N818
    """A document that was not made; no incomplete file is left."""


class FontsMissing(PaperFault):
    """The fonts have not been downloaded; ``make ready`` does it."""


class TemplateFault(PaperFault):
    """typst reported an error or a warning; the message is typst's own, for whoever maintains the
    template.
    """
