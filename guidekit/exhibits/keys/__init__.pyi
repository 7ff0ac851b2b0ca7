from .copies import library_healing as library_healing
from .runs import agreement as agreement
from .runs import frame_table as frame_table
from .runs import key_storage as key_storage
from .thefts import conversation as conversation
from .thefts import healing as healing
from .thefts import message_count as message_count
from .thefts import timeline as timeline
