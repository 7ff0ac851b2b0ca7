"""A distributed hash table of real nodes: the package `kademlia`, each node with a UDP socket of its own."""
