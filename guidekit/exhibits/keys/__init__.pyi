from .frames import frame_table as frame_table
from .libraries import agreement as agreement
from .libraries import key_storage as key_storage
from .libraries import library_healing as library_healing
from .thefts import healing as healing
from .thefts import message_count as message_count
from .thefts import timeline as timeline
