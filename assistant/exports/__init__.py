"""What a reader takes away: memos, references and evidence bundles, each checked anew before it is written."""
