"""The course as files: lessons, questions, glossary, the rules of a lesson, and what a learner did."""
