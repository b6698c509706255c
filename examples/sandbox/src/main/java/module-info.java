/** An Intercom workspace in memory, for demos and tests. */
module io.github.intercomobjects.sandbox {
  requires com.fasterxml.jackson.databind;
  requires org.eclipse.jetty.server;
  requires static transitive org.jspecify;
  // Not transitive: javac would ask every user for JUnit.
  requires static org.junit.jupiter.api;

  exports io.github.intercomobjects.sandbox;
}
