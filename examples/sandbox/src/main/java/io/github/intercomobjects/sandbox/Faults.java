package io.github.intercomobjects.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which calls to a sandbox fail on demand.
 *
 * <pre>{@code
 * sandbox.faults().onNext(Fault.lostAnswer());
 * sandbox.faults().on("POST", "/custom_object_instances/Order").times(3).fail(Fault.status(500));
 * sandbox.faults().on("*", "/contacts/**").fail(Fault.rateLimited());
 *
 * Faults.Rule slow = sandbox.faults().onAny().every(10).fail(Fault.delay(Duration.ofMillis(200)));
 * assertThat(slow.getStruck()).isEqualTo(2); // after 20 calls
 * }</pre>
 *
 * <p>A call gets at most one fault. The rules are checked in the order of their creation, and the
 * first one that applies decides; later rules do not count that call. Rules never apply to the
 * calls under {@code /_sandbox/}. Thread-safe.
 */
public final class Faults {
  private static final String ANY_METHOD = "*";
  private static final String ANY_PATH = "/**";

  // Most sandboxes have no rules, and their calls should not wait for a lock.
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  Faults() {}

  /** Adds a rule for the next call. Several such rules apply to one call each, in order. */
  public Rule onNext(Fault fault) {
    return onAny().times(1).fail(fault);
  }

  /**
   * Starts a rule for the calls with a method and a path.
   *
   * @param method the method in capitals, or {@code *} for any
   * @param path the path without a query, encoded or not. A segment {@code *} matches any text up
   *     to the next slash, and {@code **} at the end matches any rest
   * @throws IllegalArgumentException if no call can have such a method or path
   */
  public Condition on(String method, String path) {
    if (!method.equals(ANY_METHOD) && !method.matches("[A-Z]+")) {
      throw new IllegalArgumentException(
          "method must be in capitals, or * for any: '" + method + "'");
    }
    return new Condition(this, method, PathPattern.parse(path), Integer.MAX_VALUE, 1, 0);
  }

  /** Starts a rule for all calls. */
  public Condition onAny() {
    return on(ANY_METHOD, ANY_PATH);
  }

  /** Returns a copy of all rules, including those that have reached their limit. */
  public List<Rule> getRules() {
    return List.copyOf(rules);
  }

  /** Removes all rules. */
  public void clear() {
    rules.clear();
  }

  /** Counts a call and returns its fault; null if it has none. */
  @Nullable Fault next(String method, String rawPath) {
    if (rules.isEmpty()) {
      return null;
    }
    List<String> path = segments(rawPath);
    for (Rule rule : rules) {
      if (rule.condition.isFor(method, path) && rule.appliesToNext()) {
        return rule.fault;
      }
    }
    return null;
  }

  private static List<String> segments(String rawPath) {
    try {
      return Call.segments(rawPath);
    } catch (Refusal malformed) {
      return List.of(rawPath);
    }
  }

  private Rule add(Rule rule) {
    rules.add(rule);
    return rule;
  }

  /**
   * The calls that a rule applies to. Methods throw an {@link IllegalArgumentException} if a number
   * is out of range. Immutable: every method returns a new condition.
   */
  public static final class Condition {
    private final Faults faults;
    private final String method;
    private final PathPattern path;
    private final int times;
    private final int every;
    private final int after;

    private Condition(
        Faults faults, String method, PathPattern path, int times, int every, int after) {
      this.faults = faults;
      this.method = method;
      this.path = path;
      this.times = times;
      this.every = every;
      this.after = after;
    }

    /** Limits how often the rule applies, at least 1; unlimited by default. */
    public Condition times(int newTimes) {
      return new Condition(
          faults, method, path, Arguments.atLeast("times", 1, newTimes), every, after);
    }

    /**
     * Applies the rule to every n-th call only: with 10 to the tenth, the twentieth and so on. At
     * least 1, which is the default and means every call.
     */
    public Condition every(int newEvery) {
      return new Condition(
          faults, method, path, times, Arguments.atLeast("every", 1, newEvery), after);
    }

    /** Skips a number of calls before the rule starts to count; 0 by default. */
    public Condition after(int newAfter) {
      return new Condition(
          faults, method, path, times, every, Arguments.atLeast("after", 0, newAfter));
    }

    /** Adds the rule, which applies from now on, and returns it. */
    public Rule fail(Fault fault) {
      return faults.add(new Rule(this, fault));
    }

    String method() {
      return method;
    }

    String path() {
      return path.text();
    }

    /** Returns {@link Integer#MAX_VALUE} if there is no limit. */
    int times() {
      return times;
    }

    int every() {
      return every;
    }

    int after() {
      return after;
    }

    boolean isFor(String calledMethod, List<String> calledPath) {
      return (method.equals(ANY_METHOD) || method.equals(calledMethod)) && path.matches(calledPath);
    }

    @Override
    public String toString() {
      List<String> parts = new ArrayList<>(List.of(method + " " + path.text()));
      if (times != Integer.MAX_VALUE) {
        parts.add("times " + times);
      }
      if (every != 1) {
        parts.add("every " + every);
      }
      if (after != 0) {
        parts.add("after " + after);
      }
      return String.join(", ", parts);
    }
  }

  /** A fault and the calls that it applies to, until the rules are cleared. Thread-safe. */
  public static final class Rule {
    private final Condition condition;
    private final Fault fault;
    private long seen;
    private int struck;

    private Rule(Condition condition, Fault fault) {
      this.condition = condition;
      this.fault = fault;
    }

    /** Returns the calls that the rule applies to. */
    public Condition getCondition() {
      return condition;
    }

    /** Returns the fault that these calls get. */
    public Fault getFault() {
      return fault;
    }

    /** Returns how often the rule has been applied. */
    public synchronized int getStruck() {
      return struck;
    }

    private synchronized boolean appliesToNext() {
      if (struck == condition.times) {
        return false;
      }
      seen++;
      if (seen <= condition.after || (seen - condition.after) % condition.every != 0) {
        return false;
      }
      struck++;
      return true;
    }

    @Override
    public String toString() {
      return condition + " -> " + fault + ", struck " + getStruck();
    }
  }
}
