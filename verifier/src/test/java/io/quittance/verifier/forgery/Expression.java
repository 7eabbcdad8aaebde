package io.quittance.verifier.forgery;

import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A sum of products as it stands in a paper: {@code z_s*P - c*H - Y_0}. */
record Expression(List<Term> terms) {
  /** A product of named scalars and, in a relation, of one point, which is the last factor. */
  record Term(boolean negative, List<String> scalars, String point) {
    Scalar coefficient(Map<String, Scalar> values) {
      Scalar product = negative ? Scalar.ONE.negate() : Scalar.ONE;
      for (String scalar : scalars) {
        product = product.multiply(Objects.requireNonNull(values.get(scalar), scalar));
      }
      return product;
    }
  }

  /** Reads a relation, in which the last factor of each term is a point. */
  static Expression relation(String text) {
    return parse(text, true);
  }

  /** Reads an expression of scalars only. */
  static Expression scalar(String text) {
    return parse(text, false);
  }

  private static Expression parse(String text, boolean points) {
    List<Term> terms = new ArrayList<>();
    boolean negative = false;
    for (String word : text.split(" ")) {
      if (word.equals("+") || word.equals("-")) {
        negative = word.equals("-");
      } else {
        List<String> factors = List.of(word.split("\\*"));
        int scalars = factors.size() - (points ? 1 : 0);
        String point = points ? factors.get(scalars) : "";
        terms.add(new Term(negative, factors.subList(0, scalars), point));
      }
    }
    return new Expression(List.copyOf(terms));
  }

  Scalar evaluate(Map<String, Scalar> values) {
    Scalar sum = Scalar.ZERO;
    for (Term term : terms) {
      sum = sum.add(term.coefficient(values));
    }
    return sum;
  }

  Element evaluate(Map<String, Scalar> values, Map<String, Element> points) {
    Element sum = Element.ZERO;
    for (Term term : terms) {
      Element point = Objects.requireNonNull(points.get(term.point), term.point);
      sum = sum.add(point.multiply(term.coefficient(values)));
    }
    return sum;
  }

  boolean mentions(String point) {
    return terms.stream().anyMatch(term -> term.point.equals(point));
  }

  /** The factor in front of a point. */
  Scalar coefficient(String point, Map<String, Scalar> values) {
    Scalar sum = Scalar.ZERO;
    for (Term term : terms) {
      sum = term.point.equals(point) ? sum.add(term.coefficient(values)) : sum;
    }
    return sum;
  }
}
