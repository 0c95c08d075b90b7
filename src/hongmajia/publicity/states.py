"""State transitions of a piece of news; withdrawn news can be published again."""

from hongmajia.core.states import Table, step

from .enums import NewsState as S
from .enums import NewsVerb as V

TRANSITIONS: Table = {
    V.PUBLISHED: step([S.DRAFT, S.WITHDRAWN], S.PUBLISHED),
    V.WITHDRAWN: step([S.PUBLISHED], S.WITHDRAWN),
}
