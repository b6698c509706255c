/** Cards in Intercom's Inbox and Messenger, and webhook notifications, without a server. */
module io.github.intercomobjects.canvas {
  // For lists and details of custom objects. If it were transitive, javac would not compile
  // applications without it.
  requires static io.github.intercomobjects;
  requires transitive com.squareup.moshi;
  requires io.github.intercomobjects.client;
  requires static transitive org.jspecify;

  exports io.github.intercomobjects.canvas;
  exports io.github.intercomobjects.canvas.model;
}
