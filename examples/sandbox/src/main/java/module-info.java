/** An in-memory Intercom workspace, for demos and tests. */
module io.github.intercomobjects.sandbox {
  requires com.fasterxml.jackson.databind;
  requires org.eclipse.jetty.server;
  requires static transitive org.jspecify;
  // Not transitive, since javac would then require JUnit from every user.
  requires static org.junit.jupiter.api;

  exports io.github.intercomobjects.sandbox;
}
