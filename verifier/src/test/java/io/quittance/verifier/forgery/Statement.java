package io.quittance.verifier.forgery;

import io.quittance.verifier.forgery.Data.Layout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sigma protocol as text.
 *
 * @param layout the fields of context and proof
 * @param context how an honest prover makes the points of the context from secrets, of which each
 *     name is a random scalar and {@code 1/s} the inverse of {@code s}
 * @param relations what must be zero, in the order in which the peers join them with powers of w
 * @param responses how the responses follow from secrets, nonces {@code y_..} and challenges, in
 *     order; a name that is no field is a share of the challenge
 */
record Statement(
    String name,
    Layout layout,
    Map<String, Expression> context,
    List<Expression> relations,
    Map<String, Expression> responses) {

  static final List<Statement> ALL =
      List.of(
          of("PubkeyValidity", "P Y z#", "P = 1/s*H", "z*H - c*P - Y", "z = c*1/s + y"),
          of(
              "ZeroCiphertext",
              "P C D Y_P Y_D? z#",
              "P = 1/s*H, C = q*H, D = q*1/s*H",
              "z*P - c*H - Y_P, z*D - c*C - Y_D",
              "z = c*s + y"),
          of(
              "CiphertextCommitmentEquality",
              "P C D C' Y_0 Y_1 Y_2 z_s# z_x# z_r#",
              "P = 1/s*H, C = x*G + q*H, D = q*1/s*H, C' = x*G + r*H",
              "z_s*P - c*H - Y_0, z_x*G + z_s*D - c*C - Y_1, z_x*G + z_r*H - c*C' - Y_2",
              "z_s = c*s + y_s, z_x = c*x + y_x, z_r = c*r + y_r"),
          of(
              "CiphertextCiphertextEquality",
              "P1 P2 C1 D1 C2? D2? Y_0 Y_1 Y_2 Y_3 z_s# z_x# z_r#",
              "P1 = 1/s*H, P2 = p*H, C1 = x*G + q*H, D1 = q*1/s*H, C2 = x*G + r*H, D2 = r*p*H",
              "z_s*P1 - c*H - Y_0, z_x*G + z_s*D1 - c*C1 - Y_1, "
                  + "z_x*G + z_r*H - c*C2 - Y_2, z_r*P2 - c*D2 - Y_3",
              "z_s = c*s + y_s, z_x = c*x + y_x, z_r = c*r + y_r"),
          of(
              "PercentageWithCap",
              "C_m C_d C_c m:8 Y_max z_max# c_max# Y_delta Y_claimed z_x# z_delta# z_claimed#",
              "C_m = f*G + r_m*H, C_d = d*G + r_d*H, C_c = d*G + r_c*H",
              "c_max*C_m - c_max*m*G - z_max*H + Y_max, z_x*G + z_delta*H - c_eq*C_d - Y_delta, "
                  + "z_x*G + z_claimed*H - c_eq*C_c - Y_claimed",
              "c_max = y_share, z_max = y_max, c_eq = c - c_max, z_x = c_eq*d + y_x, "
                  + "z_delta = c_eq*r_d + y_delta, z_claimed = c_eq*r_c + y_claimed"),
          of(
              "GroupedCiphertext2HandlesValidity",
              "P_1 P_2? C D_1? D_2? Y_0 Y_1 Y_2? z_r# z_x#",
              "P_1 = p_1*H, P_2 = p_2*H, C = x*G + r*H, D_1 = r*p_1*H, D_2 = r*p_2*H",
              "z_r*H + z_x*G - c*C - Y_0, z_r*P_1 - c*D_1 - Y_1, z_r*P_2 - c*D_2 - Y_2",
              "z_r = c*r + y_r, z_x = c*x + y_x"),
          of(
              "GroupedCiphertext3HandlesValidity",
              "P_1 P_2 P_3? C D_1? D_2? D_3? Y_0 Y_1 Y_2 Y_3? z_r# z_x#",
              "P_1 = p_1*H, P_2 = p_2*H, P_3 = p_3*H, C = x*G + r*H, "
                  + "D_1 = r*p_1*H, D_2 = r*p_2*H, D_3 = r*p_3*H",
              "z_r*H + z_x*G - c*C - Y_0, z_r*P_1 - c*D_1 - Y_1, "
                  + "z_r*P_2 - c*D_2 - Y_2, z_r*P_3 - c*D_3 - Y_3",
              "z_r = c*r + y_r, z_x = c*x + y_x"),
          of(
              "BatchedGroupedCiphertext2HandlesValidity",
              "P_1 P_2? C D_1? D_2? C~ D_1~? D_2~? Y_0 Y_1 Y_2? z_r# z_x#",
              "P_1 = p_1*H, P_2 = p_2*H, C = x*G + r*H, D_1 = r*p_1*H, D_2 = r*p_2*H, "
                  + "C~ = x~*G + r~*H, D_1~ = r~*p_1*H, D_2~ = r~*p_2*H",
              "z_r*H + z_x*G - c*C - c*t*C~ - Y_0, z_r*P_1 - c*D_1 - c*t*D_1~ - Y_1, "
                  + "z_r*P_2 - c*D_2 - c*t*D_2~ - Y_2",
              "z_r = c*r + c*t*r~ + y_r, z_x = c*x + c*t*x~ + y_x"),
          of(
              "BatchedGroupedCiphertext3HandlesValidity",
              "P_1 P_2 P_3? C D_1? D_2? D_3? C~ D_1~? D_2~? D_3~? Y_0 Y_1 Y_2 Y_3? z_r# z_x#",
              "P_1 = p_1*H, P_2 = p_2*H, P_3 = p_3*H, C = x*G + r*H, "
                  + "D_1 = r*p_1*H, D_2 = r*p_2*H, D_3 = r*p_3*H, C~ = x~*G + r~*H, "
                  + "D_1~ = r~*p_1*H, D_2~ = r~*p_2*H, D_3~ = r~*p_3*H",
              "z_r*H + z_x*G - c*C - c*t*C~ - Y_0, z_r*P_1 - c*D_1 - c*t*D_1~ - Y_1, "
                  + "z_r*P_2 - c*D_2 - c*t*D_2~ - Y_2, z_r*P_3 - c*D_3 - c*t*D_3~ - Y_3",
              "z_r = c*r + c*t*r~ + y_r, z_x = c*x + c*t*x~ + y_x"));

  private static Statement of(
      String name, String layout, String context, String relations, String responses) {
    Map<String, Expression> points = new LinkedHashMap<>();
    for (String definition : context.split(", ")) {
      String[] sides = definition.split(" = ");
      points.put(sides[0], Expression.relation(sides[1]));
    }
    Map<String, Expression> scalars = new LinkedHashMap<>();
    for (String definition : responses.split(", ")) {
      String[] sides = definition.split(" = ");
      scalars.put(sides[0], Expression.scalar(sides[1]));
    }
    return new Statement(
        name,
        Layout.parse(layout),
        points,
        List.of(relations.split(", ")).stream().map(Expression::relation).toList(),
        scalars);
  }

  static Statement named(String name) {
    return ALL.stream().filter(statement -> statement.name.equals(name)).findFirst().orElseThrow();
  }

  Script script() {
    return Script.read(name);
  }

  boolean isField(String field) {
    return layout.fields().stream().anyMatch(known -> known.name().equals(field));
  }

  /** The one relation in which a point stands. */
  Expression relationOf(String point) {
    List<Expression> found =
        relations.stream().filter(relation -> relation.mentions(point)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(point + " stands in " + found.size() + " relations");
    }
    return found.get(0);
  }

  /** The prover's message in a relation, which is its last term. */
  static String announcement(Expression relation) {
    return relation.terms().get(relation.terms().size() - 1).point();
  }

  /** A point of the context in a relation, which the prover can lie about. */
  String contextPoint(Expression relation) {
    return relation.terms().stream()
        .map(Expression.Term::point)
        .filter(context::containsKey)
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }
}
