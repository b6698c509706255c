/** Cards in Intercom's Inbox and Messenger, and webhook notifications, without a server. */
module io.github.intercomobjects.canvas {
  // Only for lists and details of custom objects.
  requires static transitive io.github.intercomobjects;
  requires transitive com.squareup.moshi;
  requires io.github.intercomobjects.client;
  requires static transitive org.jspecify;

  exports io.github.intercomobjects.canvas;
  exports io.github.intercomobjects.canvas.model;
}
