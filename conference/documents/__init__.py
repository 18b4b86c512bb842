"""Values in, bytes out: paper, tickets, lists, calendars. Nothing here knows a model or Flask."""
