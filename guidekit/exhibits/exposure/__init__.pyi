from .packets import travel as travel
from .pairs import pooled_notes as pooled_notes
from .pairs import sealed_sides as sealed_sides
from .views import server_counts as server_counts
from .views import who_learns as who_learns
