"""The outside world, one third party a file. Nothing here knows a model or Flask."""
