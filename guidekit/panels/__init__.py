"""The widgets of a lesson: a panel with its knobs and picture, a prediction, a quiz and a player."""
