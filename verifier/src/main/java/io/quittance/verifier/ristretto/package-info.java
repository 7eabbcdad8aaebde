/**
 * The ristretto255 group (RFC 9496), its scalars, and sums of scalar multiples.
 *
 * <p>{@link io.quittance.verifier.ristretto.RistrettoPoint} is an element, {@link
 * io.quittance.verifier.ristretto.CompressedRistretto} its encoding, {@link
 * io.quittance.verifier.ristretto.Scalar} a number modulo the group's order L, {@link
 * io.quittance.verifier.ristretto.MultiscalarMultiplication} the operation that verification
 * consists of. The rest is not API.
 *
 * <h2>Field elements and why nothing overflows</h2>
 *
 * An element modulo p = 2<sup>255</sup> − 19 is Σ a<sub>i</sub> 2<sup>51 i</sup> with five signed
 * 64-bit limbs. Let |a| be the greatest |a<sub>i</sub>|.
 *
 * <ul>
 *   <li>A product takes |a|, |b| &lt; 2<sup>54</sup> with |a| · |b| &lt; 2<sup>107</sup>. Then the
 *       shifted operand 2<sup>9</sup> b<sub>j</sub> and 19 a<sub>i</sub>, 38 a<sub>i</sub> fit in
 *       63 bits and a sign.
 *   <li>A column is the sum of at most five products x, each split as x = 2<sup>55</sup> ⌊x /
 *       2<sup>55</sup>⌋ + (x mod 2<sup>55</sup>). The low parts sum up to less than 5 ·
 *       2<sup>55</sup> &lt; 2<sup>58</sup>, so they are known exactly from the sum modulo
 *       2<sup>64</sup>. The high parts sum up to less than 77 · 2<sup>52</sup> in absolute value:
 *       19 times four products and one more.
 *   <li>High parts go to the next column times 2<sup>4</sup>, or from the last column to the first
 *       times 19 · 2<sup>4</sup>: less than 77 · 2<sup>56</sup> &lt; 2<sup>62.3</sup>, or 19 · 5 ·
 *       2<sup>56</sup> &lt; 2<sup>62.6</sup>. With the low part a column stays below
 *       2<sup>63</sup>.
 *   <li>One carry in parallel leaves limbs in [0, 2<sup>51</sup>) plus the carry of the neighbour,
 *       which is less than 2<sup>12</sup>, or less than 19 · 2<sup>9.7</sup> &lt; 2<sup>14</sup>
 *       for the carry around the end: the result is tight, |a| ≤ 2<sup>51</sup> + 2<sup>14</sup>.
 *   <li>Sums and differences are not carried. The formulas multiply nothing but sums or differences
 *       of at most four tight elements, whose products are less than 2<sup>107</sup>: the greatest
 *       is 4 tight · 4 tight, a little above 2<sup>106</sup>, in {@code Edwards.fromAffine}.
 * </ul>
 *
 * Limbs being signed, a difference needs no multiple of p added. Elements lie in flat {@code
 * long[]} arrays at offsets, so that a multiscalar multiplication allocates a few arrays and no
 * objects.
 *
 * <h2>Scalars</h2>
 *
 * A scalar is kept canonical in five limbs of 52 bits. Products are split into columns in the same
 * way and reduced by folding the part above 2<sup>260</sup> twice, above 2<sup>252</sup> once, and
 * adding L if the result is negative.
 *
 * <h2>Eight lanes</h2>
 *
 * Decoding many points and multiplying them, which is most of a batch's work, can be done eight at
 * a time where the Java virtual machine offers {@code jdk.incubator.vector} and vectors of 512 bits
 * ({@code VectorUnit} decides; machines with narrower vectors keep to scalar code, since nothing
 * was measured there). Only classes whose names begin with {@code Lane} use that module, and the
 * rest is compiled and runs without it. {@code LaneField} derives the bounds under which its
 * floating-point sums are exact enough. Decoding sees public bytes only and the multiplication is
 * the one for verifiers: secrets never come here.
 *
 * <h2>What is constant time</h2>
 *
 * Scalars (except refusing bad encodings and zero), element addition, {@code multiply}, {@code
 * FixedBase}, {@code constantTime}, {@code compress}, element derivation and comparison have no
 * branch and no address in their byte code that depends on a value; a test counts the branches.
 * {@code HighProduct} is how high halves of products are found without one in any tier of the
 * virtual machine; it makes a product 10 to 17% dearer and the multiplication of a point 16 to 20%,
 * as measured, and there is no faster variant for public values. Methods that are not so are named
 * {@code variableTime}, or say it: {@code decode} is for public bytes.
 *
 * <p>What remains on a Java virtual machine: a compiler may turn masks into branches ({@code
 * ./quittance bench timing} has seen no sign of it, nothing forbids it); multiplication is constant
 * time only on processors where it is; values stay in the heap until the collector overwrites them
 * and may be copied by it, so secrets cannot be erased. Whoever can read the memory or the power of
 * the machine is not defended against.
 *
 * <h2>Sources</h2>
 *
 * RFC 9496; Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited" (2008): formulas;
 * Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures" (2011): 51-bit
 * limbs, exponentiation chains, the fixed-base comb; Straus (1964), Pippenger (1976) and Bernstein,
 * Doumen, Lange, Oosterwijk, "Faster batch forgery identification" (2012): multiscalar
 * multiplication; Dekker, "A floating-point technique for extending the available precision"
 * (1971): a product's high part by rounding.
 */
package io.quittance.verifier.ristretto;
