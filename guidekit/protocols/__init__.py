"""Runs of real cryptography: each is a plain function that returns a frame.

Every primitive comes from a library (vodozemac, PyNaCl, cryptography). The keys are fresh in each run, and
the frames say only what does not depend on them: what was readable, by whom, and how large it was.
Nothing here opens a socket.
"""
