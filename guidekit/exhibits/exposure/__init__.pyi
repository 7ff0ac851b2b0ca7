from .packets import travel as travel
from .views import server_counts as server_counts
from .views import who_learns as who_learns
