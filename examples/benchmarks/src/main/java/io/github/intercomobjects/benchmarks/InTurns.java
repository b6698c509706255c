package io.github.intercomobjects.benchmarks;

import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The contenders of a benchmark. Each iteration runs the next one, so that a disturbance of the
 * machine affects all of them. {@link Rounds} separates the results.
 */
@State(Scope.Benchmark)
public class InTurns<C> {
  private final List<C> contenders;
  private int turn = -1;

  InTurns(List<C> contenders) {
    this.contenders = contenders;
  }

  @Setup(Level.Iteration)
  public void next() {
    turn = (turn + 1) % contenders.size();
  }

  C contender() {
    return contenders.get(turn);
  }
}
