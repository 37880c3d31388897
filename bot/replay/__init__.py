"""Plays a transcript of a team's messages on a clock that the transcript drives."""
