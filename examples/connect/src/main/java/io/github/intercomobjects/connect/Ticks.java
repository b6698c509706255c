package io.github.intercomobjects.connect;

import java.util.concurrent.ThreadLocalRandom;

/** The clocks and the chance of a task, so that tests have their own. */
interface Ticks {
  Ticks SYSTEM =
      new Ticks() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long currentTimeMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  long nanoTime();

  long currentTimeMillis();

  double random();
}
