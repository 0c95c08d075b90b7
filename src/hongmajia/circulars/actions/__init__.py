"""Actions on circulars. The caller checks rights through the access gate."""

from .answering import answer_circular as answer_circular
from .answering import note_read as note_read
from .answering import sign_for as sign_for
from .chasing import remind_open as remind_open
from .chasing import remind_open_of as remind_open_of
from .writing import change_circular as change_circular
from .writing import hand_in_circular as hand_in_circular
from .writing import refuse_sent as refuse_sent
from .writing import send_circular as send_circular
from .writing import take_back_circular as take_back_circular
from .writing import withdraw_circular as withdraw_circular
from .writing import write_circular as write_circular
