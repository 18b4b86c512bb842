"""What people do, an activity a file: functions on a session, plain values and the time."""
