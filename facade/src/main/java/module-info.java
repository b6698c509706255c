/** A library for custom objects in Intercom. */
module io.github.intercomobjects {
  requires transitive io.github.intercomobjects.client;
  requires retrofit2.converter.moshi;
  // One annotation, which Jackson finds if it is there; nobody else needs it.
  requires static com.fasterxml.jackson.annotation;

  exports io.github.intercomobjects;
}
