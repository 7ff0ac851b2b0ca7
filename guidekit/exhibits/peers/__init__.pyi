from .contacts import addresses as addresses
from .energy import radio_energy as radio_energy
from .hash_table import churn as churn
from .hash_table import table_lookups as table_lookups
from .proximity import nearby_people as nearby_people
from .search import lookup as lookup
from .search import who_is_told as who_is_told
from .visits import phone_week as phone_week
