"""Two XMPP servers that talk to each other, with one account each."""
