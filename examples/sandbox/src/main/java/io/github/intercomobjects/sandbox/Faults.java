package io.github.intercomobjects.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which the calls to a sandbox go wrong.
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
 * <p>A call suffers one fault at most: that of the first rule, in the order in which they were
 * made, that strikes it. Rules made later do not count such a call. The calls under {@code
 * /_sandbox/} are never struck. Thread-safe.
 */
public final class Faults {
  private static final String ANY_METHOD = "*";
  private static final String ANY_PATH = "/**";

  // Most workspaces have no rule, and their calls must not queue up for a lock.
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  Faults() {}

  /** Lets the next call fail, whatever it is for; of several such rules each takes one call. */
  public Rule onNext(Fault fault) {
    return onAny().times(1).fail(fault);
  }

  /**
   * Begins a rule for some calls.
   *
   * @param method in capitals, or {@code *} for any
   * @param path without a query; a part {@code *} stands for any text up to the next slash, and
   *     {@code **} at the end for any rest. It may be encoded or not.
   * @throws IllegalArgumentException if no call has such a method or path
   */
  public Condition on(String method, String path) {
    if (!method.equals(ANY_METHOD) && !method.matches("[A-Z]+")) {
      throw new IllegalArgumentException(
          "method must be in capitals, or * for any: '" + method + "'");
    }
    return new Condition(this, method, PathPattern.parse(path), Integer.MAX_VALUE, 1, 0);
  }

  /** Begins a rule for all calls. */
  public Condition onAny() {
    return on(ANY_METHOD, ANY_PATH);
  }

  /** The rules, those included that have struck as often as they may; a copy. */
  public List<Rule> getRules() {
    return List.copyOf(rules);
  }

  /** Drops all rules. */
  public void clear() {
    rules.clear();
  }

  /** What goes wrong with a call; null if nothing does. */
  @Nullable Fault strike(String method, String rawPath) {
    if (rules.isEmpty()) {
      return null;
    }
    List<String> path = segments(rawPath);
    for (Rule rule : rules) {
      if (rule.condition.isFor(method, path) && rule.strike()) {
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
   * Which calls a rule is for. A number out of range is refused with an {@link
   * IllegalArgumentException}. Immutable: every choice is a condition of its own.
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

    /** How often it strikes at most, at least 1; as long as it is there if not given. */
    public Condition times(int newTimes) {
      return new Condition(
          faults, method, path, Arguments.atLeast("times", 1, newTimes), every, after);
    }

    /**
     * It strikes every so many calls: with 10 the tenth, the twentieth and so on. At least 1, which
     * is each call and the default.
     */
    public Condition every(int newEvery) {
      return new Condition(
          faults, method, path, times, Arguments.atLeast("every", 1, newEvery), after);
    }

    /** How many calls it lets pass before it begins to count, from 0; none if not given. */
    public Condition after(int newAfter) {
      return new Condition(
          faults, method, path, times, every, Arguments.atLeast("after", 0, newAfter));
    }

    /** Makes the rule, which is in force from now on. */
    public Rule fail(Fault fault) {
      return faults.add(new Rule(this, fault));
    }

    String method() {
      return method;
    }

    String path() {
      return path.text();
    }

    /** The largest int where it is not limited. */
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

  /** A fault and its calls, in force until it is cleared. Thread-safe. */
  public static final class Rule {
    private final Condition condition;
    private final Fault fault;
    private long seen;
    private int struck;

    private Rule(Condition condition, Fault fault) {
      this.condition = condition;
      this.fault = fault;
    }

    /** Which calls it is for. */
    public Condition getCondition() {
      return condition;
    }

    /** What happens to them. */
    public Fault getFault() {
      return fault;
    }

    /** How many calls it struck. */
    public synchronized int getStruck() {
      return struck;
    }

    private synchronized boolean strike() {
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
