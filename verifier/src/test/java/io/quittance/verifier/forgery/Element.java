package io.quittance.verifier.forgery;

import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;

/** A point {@code g*G + h*H} whose factors the liar knows, since it has made all points itself. */
record Element(Scalar g, Scalar h) {
  static final Element ZERO = new Element(Scalar.ZERO, Scalar.ZERO);
  static final Element G = new Element(Scalar.ONE, Scalar.ZERO);
  static final Element H = new Element(Scalar.ZERO, Scalar.ONE);

  Element add(Element other) {
    return new Element(g.add(other.g), h.add(other.h));
  }

  Element multiply(Scalar factor) {
    return new Element(g.multiply(factor), h.multiply(factor));
  }

  RistrettoPoint point() {
    return Pedersen.commit(g, PedersenOpening.of(h));
  }

  byte[] bytes() {
    return point().compress().toBytes();
  }
}
