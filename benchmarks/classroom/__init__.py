"""A class as a load: learners log in to a real JupyterHub, run a lesson, and drag its sliders."""
