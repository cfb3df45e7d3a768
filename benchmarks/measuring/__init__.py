"""What the benchmarks share: a machine, servers and what they cost, results that are kept."""
