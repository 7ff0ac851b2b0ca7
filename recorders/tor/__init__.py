"""A Tor network of our own: three authorities, nine relays, a client and an onion service, each a process."""
