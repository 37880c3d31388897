"""Matrix as a messenger, and nothing more: no command is declared here, no rule lives here."""
