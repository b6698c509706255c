/** A library for custom objects in Intercom. */
module io.github.intercomobjects {
  requires transitive io.github.intercomobjects.client;
  requires retrofit2.converter.moshi;

  exports io.github.intercomobjects;
}
