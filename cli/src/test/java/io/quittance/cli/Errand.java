package io.quittance.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the documented lines of one command are run: what a reader fills in, what makes them short
 * enough, and what must come of them. The lines themselves stand in the documents only.
 */
final class Errand {
  /** What becomes of the lines. */
  enum Kind {
    /** They are run, one after the other, to their end. */
    RUN,
    /** One is started, and goes on until a later errand stops it or awaits its end. */
    START,
    /** They are started, shown to work, and stopped as Ctrl-C does. */
    FOLLOW,
    /** What was started is stopped. */
    STOP,
    /** The end of what was started is awaited. */
    AWAIT,
    /** Lines that were run are run again. */
    AGAIN,
    /** Another place runs them. */
    ELSEWHERE
  }

  private final Kind kind;
  private final String name;
  private final List<String> having = new ArrayList<>();
  private final Map<String, String> filledIn = new HashMap<>();
  private final List<String> options = new ArrayList<>();
  private String place = "";
  private String evidence = "";
  private String home = "home";
  private String completion = "";
  private String before = "";
  private String suffix = "";
  private Set<Integer> statuses = Set.of(0);
  private Pattern says = Pattern.compile("");

  private Errand(Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  static Errand run(String name) {
    return new Errand(Kind.RUN, name);
  }

  /** What {@code ready} matches, and its groups in variables of their names for later lines. */
  static Errand start(String name, String ready) {
    return new Errand(Kind.START, name).says(ready);
  }

  static Errand follow(String name, String ready) {
    return new Errand(Kind.FOLLOW, name).says(ready);
  }

  static Errand stop(String name) {
    return new Errand(Kind.STOP, name);
  }

  static Errand await(String name) {
    return new Errand(Kind.AWAIT, name);
  }

  static Errand again(String name) {
    return new Errand(Kind.AGAIN, name);
  }

  /** The place is a file of the project, which {@code text} must stand in. */
  static Errand elsewhere(String name, String place, String text) {
    Errand errand = new Errand(Kind.ELSEWHERE, name);
    errand.place = place;
    errand.evidence = text;
    return errand;
  }

  /** Only lines with this in them. */
  Errand having(String text) {
    having.add(text);
    return this;
  }

  /** What stands for a word of the document, an upper-case one or a name. */
  Errand fill(String word, String value) {
    filledIn.put(word, value);
    return this;
  }

  /** Gives an option that the line has another value, and adds it where the line has none. */
  Errand set(String option, String value) {
    options.add(option);
    options.add(value);
    return this;
  }

  /** What a sentence leaves out. */
  Errand completed(String words) {
    completion = words;
    return this;
  }

  /** What is run in front, on the same line. */
  Errand before(String command) {
    before = command;
    return this;
  }

  /** What follows in any case. */
  Errand and(String words) {
    suffix = words;
    return this;
  }

  /** In a home of its own instead of the one of all. */
  Errand home(String ownName) {
    home = ownName;
    return this;
  }

  Errand exits(Integer... allowed) {
    statuses = Set.of(allowed);
    return this;
  }

  /** What must be said, as a regular expression. */
  Errand says(String expression) {
    says = Pattern.compile(expression);
    return this;
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  String place() {
    return place;
  }

  /** What must stand in the place. */
  String evidence() {
    return evidence;
  }

  /** The name of its home. */
  String home() {
    return home;
  }

  /** Whether it knows what a sentence leaves out. */
  boolean completes() {
    return !completion.isEmpty();
  }

  Set<Integer> statuses() {
    return statuses;
  }

  Pattern says() {
    return says;
  }

  /** Whether it runs lines of documents, or says who does. */
  boolean claims() {
    return kind == Kind.RUN || kind == Kind.START || kind == Kind.FOLLOW || kind == Kind.ELSEWHERE;
  }

  /** Returns how well it fits a line; less than 0 if not at all. */
  int fits(String command, String text) {
    boolean fits = name.equals(command) && having.stream().allMatch(text::contains);
    return fits ? having.size() : -1;
  }

  /** Returns what the shell is to run. */
  String line(String text, boolean isShort) {
    String line = isShort ? text + " " + completion : text;
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      Matcher there = Pattern.compile("(" + option + "[ =])\\S+").matcher(line);
      line =
          there.find()
              ? there.replaceAll("$1" + Matcher.quoteReplacement(options.get(i + 1)))
              : line + " " + option + " " + options.get(i + 1);
    }
    for (Map.Entry<String, String> word : filledIn.entrySet()) {
      line =
          line.replaceAll(
              "(?<![\\w./$-])" + word.getKey() + "(?![\\w./-])",
              Matcher.quoteReplacement(word.getValue()));
    }
    return (before.isEmpty() ? "" : before + " && ")
        + line
        + (suffix.isEmpty() ? "" : " " + suffix);
  }

  @Override
  public String toString() {
    return name + (having.isEmpty() ? "" : " with " + having);
  }
}
