package starter;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Checks that no thread of the libraries keeps running when the application has stopped. */
class ThreadsEnd implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext test) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      // OkHttp's daemons end by themselves, a minute later.
      if (thread.getName().matches("(intercom|canvas).*")
          || (thread.getName().startsWith("OkHttp") && !thread.isDaemon())) {
        thread.join(10_000);
        assertFalse(thread.isAlive(), thread.getName());
      }
    }
  }
}
