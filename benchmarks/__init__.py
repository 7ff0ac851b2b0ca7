"""How fast the course is, beside what people would use instead. Run all of it with `make bench`."""
