"""What the desk finds stories by: an index of every story, drafts too. Never for readers."""
