"""What the analyses found, for people: tables of text, JSON with every sentence, and one offline page."""
