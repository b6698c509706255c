/** An Intercom workspace in memory, for demos and tests. */
module io.github.intercomobjects.sandbox {
  requires com.fasterxml.jackson.databind;
  requires org.eclipse.jetty.server;
  requires static transitive org.jspecify;
  requires static transitive org.junit.jupiter.api;

  exports io.github.intercomobjects.sandbox;
}
