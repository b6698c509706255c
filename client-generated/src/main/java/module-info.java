/** Retrofit interfaces and Moshi models for Intercom's custom objects. */
// javac does not see the module that the support code is exported to.
@SuppressWarnings("module")
module io.github.intercomobjects.client {
  requires transitive com.squareup.moshi;
  requires transitive okhttp3;
  requires transitive okio;
  requires transitive retrofit2;
  requires static transitive org.jspecify;

  exports io.github.intercomobjects.client;
  exports io.github.intercomobjects.client.api;
  exports io.github.intercomobjects.client.model;
  exports io.github.intercomobjects.client.support to
      io.github.intercomobjects,
      io.github.intercomobjects.canvas;
}
