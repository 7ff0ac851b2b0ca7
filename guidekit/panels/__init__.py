"""The widgets: a panel with its knobs and picture, a prediction, and the journal behind them."""
