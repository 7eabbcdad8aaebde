package io.quittance.fuzz;

/** What one input may cost, and so how many of them the test suite can afford. */
enum Effort {
  /** Reads bytes; calculates nothing. */
  PARSE(2_000, 1 << 20),
  /** Decodes and calculates with a few points. */
  CALCULATE(300, 4 << 20),
  /** Verifies proofs, decrypts, or judges whole files. */
  VERIFY(30, 64 << 20),
  /** Searches discrete logarithms, one after the other, each of which leaves 10 MB of garbage. */
  SEARCH(24, 256 << 20);

  /**
   * What each byte of input may allocate on top: a text becomes characters, tokens and nodes, and
   * is quoted in a message or two.
   */
  static final long ALLOCATED_PER_INPUT_BYTE = 512;

  private final int suiteMutations;
  private final long allocatedBytes;

  Effort(int suiteMutations, long allocatedBytes) {
    this.suiteMutations = suiteMutations;
    this.allocatedBytes = allocatedBytes;
  }

  /** How many mutated inputs the test suite tries. */
  int suiteMutations() {
    return suiteMutations;
  }

  /** The most that an input of so many bytes may allocate, in bytes. */
  long maxAllocatedBytes(int inputBytes) {
    return allocatedBytes + ALLOCATED_PER_INPUT_BYTE * inputBytes;
  }
}
