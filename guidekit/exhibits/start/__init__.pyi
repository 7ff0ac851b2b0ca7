from .delay import trade_off as trade_off
from .roads import four_messages as four_messages
from .roads import own_road as own_road
