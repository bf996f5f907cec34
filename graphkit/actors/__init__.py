"""Who is in a text: mentions, names, linking within and across texts, hierarchy."""
