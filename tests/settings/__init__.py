"""What the settings of others do to the course, and what the course does to theirs: nothing."""
